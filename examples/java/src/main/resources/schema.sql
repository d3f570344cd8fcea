create table if not exists places (tenant text primary key, position integer, epoch text, handled integer);
create table if not exists seats (tenant text, user_id text, login text, may_log_in integer, primary key (tenant, user_id));
