export const ALL = 'SELECT tenant_id, strictness, quirks_off FROM dialects';

export const ONE = `${ALL} WHERE tenant_id = $1`;

export const PUT = `
INSERT INTO dialects (tenant_id, strictness, quirks_off) VALUES ($1, $2, $3)
ON CONFLICT (tenant_id) DO UPDATE
SET strictness = excluded.strictness, quirks_off = excluded.quirks_off`;

export const ADD_COUNTS = `
INSERT INTO quirk_counts AS q (tenant_id, quirk, count, last_at)
SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::timestamptz[])
ON CONFLICT (tenant_id, quirk) DO UPDATE
SET count = q.count + excluded.count, last_at = greatest(q.last_at, excluded.last_at)`;

export const COUNTS = 'SELECT quirk, count, last_at FROM quirk_counts WHERE tenant_id = $1';
