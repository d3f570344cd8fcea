/** SQL of groups in the projector: whole batches in, prepared by name. */

export const GROUPS = `
SELECT g.tenant_id, g.group_id, g.ordinal, g.version, g.attributes, g.created_at, g.modified_at
FROM unnest($1::text[], $2::text[]) AS k(tenant_id, group_id)
JOIN groups g ON g.tenant_id = k.tenant_id AND g.group_id = k.group_id`;

export const WRITE_GROUPS = `
INSERT INTO groups (tenant_id, group_id, ordinal, version, external_id, attributes, folded, rendered,
                    row_checksum, created_at, modified_at)
SELECT g.* FROM unnest($1::text[], $2::text[], $3::bigint[], $4::int[], $5::text[], $6::jsonb[],
  $7::jsonb[], $8::text[], $9::text[], $10::timestamptz[], $11::timestamptz[]) AS g
ON CONFLICT (tenant_id, group_id) DO UPDATE
SET version = excluded.version, external_id = excluded.external_id,
    attributes = excluded.attributes, folded = excluded.folded, rendered = excluded.rendered,
    row_checksum = excluded.row_checksum, modified_at = excluded.modified_at`;

export const DELETE_GROUPS = `
DELETE FROM groups g USING unnest($1::text[], $2::text[]) AS k(tenant_id, group_id)
WHERE g.tenant_id = k.tenant_id AND g.group_id = k.group_id`;

export const EMPTY_GROUPS = `
DELETE FROM memberships m USING unnest($1::text[], $2::text[]) AS k(tenant_id, group_id)
WHERE m.tenant_id = k.tenant_id AND m.group_id = k.group_id`;

export const ADD_MEMBERSHIPS = `
INSERT INTO memberships (tenant_id, group_id, member_id, type)
SELECT m.* FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS m
ON CONFLICT DO NOTHING`;

export const DROP_MEMBERSHIPS = `
DELETE FROM memberships m
USING unnest($1::text[], $2::text[], $3::text[]) AS k(tenant_id, group_id, member_id)
WHERE m.tenant_id = k.tenant_id AND m.group_id = k.group_id AND m.member_id = k.member_id`;
