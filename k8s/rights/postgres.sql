-- The roles and databases of Rollcall, made once by a superuser:
--   psql "$ADMIN_URL" -v log_password=… -v directory_password=… -v delivery_password=… -v reader_password=… -f k8s/rights/postgres.sql
-- Each service owns its database, and does not get into the other's. The reader may look at both, for
-- reports and pg_dump, and writes nothing. Postgres 15 or newer lets nobody but the owner make tables.
CREATE ROLE rollcall_log LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'log_password';
CREATE ROLE rollcall_directory LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'directory_password';
CREATE ROLE rollcall_delivery LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'delivery_password';
CREATE ROLE rollcall_reader LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'reader_password';
CREATE DATABASE rollcall_log OWNER rollcall_log;
CREATE DATABASE rollcall_directory OWNER rollcall_directory;
CREATE DATABASE rollcall_delivery OWNER rollcall_delivery;
REVOKE ALL ON DATABASE rollcall_log, rollcall_directory, rollcall_delivery FROM PUBLIC;
GRANT CONNECT ON DATABASE rollcall_log, rollcall_directory, rollcall_delivery TO rollcall_reader;

\connect rollcall_log
ALTER DEFAULT PRIVILEGES FOR ROLE rollcall_log GRANT SELECT ON TABLES TO rollcall_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE rollcall_log GRANT SELECT ON SEQUENCES TO rollcall_reader;
-- A restore into another cluster is noticed by the cluster's identity.
GRANT EXECUTE ON FUNCTION pg_control_system() TO rollcall_log;

\connect rollcall_directory
ALTER DEFAULT PRIVILEGES FOR ROLE rollcall_directory GRANT SELECT ON TABLES TO rollcall_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE rollcall_directory GRANT SELECT ON SEQUENCES TO rollcall_reader;
-- A rebuild makes a schema of its own and swaps.
ALTER DEFAULT PRIVILEGES FOR ROLE rollcall_directory GRANT USAGE ON SCHEMAS TO rollcall_reader;

\connect rollcall_delivery
ALTER DEFAULT PRIVILEGES FOR ROLE rollcall_delivery GRANT SELECT ON TABLES TO rollcall_reader;
