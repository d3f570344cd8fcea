/** SQL of users in the projector: whole batches in, prepared by name. */

export const USERS = `
SELECT u.tenant_id, u.user_id, u.ordinal, u.version, u.login, u.attributes, u.created_at,
       u.modified_at, u.row_checksum
FROM unnest($1::text[], $2::text[]) AS k(tenant_id, user_id)
JOIN users u ON u.tenant_id = k.tenant_id AND u.user_id = k.user_id`;

export const USERS_OF_TENANT = `
SELECT tenant_id, user_id, ordinal, version, login, attributes, created_at, modified_at, row_checksum
FROM users WHERE tenant_id = $1`;

export const WRITE_USERS = `
INSERT INTO users (tenant_id, user_id, ordinal, version, active, login, external_id, attributes,
                   folded, rendered, row_checksum, created_at, modified_at)
SELECT u.tenant_id, u.user_id, u.ordinal, u.version, u.active, u.login, u.external_id,
       u.attributes::jsonb, u.folded::jsonb, u.rendered, u.row_checksum, u.created_at::timestamptz,
       u.modified_at::timestamptz
FROM unnest($1::text[], $2::text[], $3::bigint[], $4::int[], $5::boolean[], $6::text[], $7::text[],
            $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[])
  AS u(tenant_id, user_id, ordinal, version, active, login, external_id, attributes, folded,
       rendered, row_checksum, created_at, modified_at)
ON CONFLICT (tenant_id, user_id) DO UPDATE
SET version = excluded.version, active = excluded.active, login = excluded.login,
    external_id = excluded.external_id, attributes = excluded.attributes, folded = excluded.folded,
    rendered = excluded.rendered, row_checksum = excluded.row_checksum,
    modified_at = excluded.modified_at`;

export const DELETE_USERS = `
DELETE FROM users u USING unnest($1::text[], $2::text[]) AS k(tenant_id, user_id)
WHERE u.tenant_id = k.tenant_id AND u.user_id = k.user_id`;

export const MOVE_BLOCKS = `
INSERT INTO user_blocks AS b (tenant_id, block, live)
SELECT * FROM unnest($1::text[], $2::bigint[], $3::int[])
ON CONFLICT (tenant_id, block) DO UPDATE SET live = b.live + excluded.live`;
