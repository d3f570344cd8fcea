/** SQL of the connections: one row a tenant, made by whatever comes first. */

export const READ = `
SELECT provider, expiry, token_id, tested_at, test_passed, saved_at, mangled_prefix, mangled_count,
       mangled_at
FROM connections WHERE tenant_id = $1`;

/** Where requests are logged: not always in the same database. */
export const USED = `
SELECT min(first_at) AS first_at, max(last_at) AS last_at FROM token_uses WHERE tenant_id = $1`;

/** What is not named stays; $2 says which are named. */
export const DRAFT = `
INSERT INTO connections AS c (tenant_id, provider, expiry, token_id) VALUES ($1, $3, $4, $5)
ON CONFLICT (tenant_id) DO UPDATE
SET provider = CASE WHEN 'provider' = ANY($2) THEN excluded.provider ELSE c.provider END,
    expiry = CASE WHEN 'expiry' = ANY($2) THEN excluded.expiry ELSE c.expiry END,
    token_id = CASE WHEN 'tokenId' = ANY($2) THEN excluded.token_id ELSE c.token_id END`;

export const TESTED = `
INSERT INTO connections (tenant_id, tested_at, test_passed) VALUES ($1, now(), $2)
ON CONFLICT (tenant_id) DO UPDATE
SET tested_at = excluded.tested_at, test_passed = excluded.test_passed`;

export const SAVED = `
INSERT INTO connections (tenant_id, saved_at) VALUES ($1, now())
ON CONFLICT (tenant_id) DO UPDATE SET saved_at = excluded.saved_at`;

/** Those of the tenants that a request came for with a token of theirs. */
export const CONTACTED = 'SELECT DISTINCT tenant_id FROM token_uses WHERE tenant_id = ANY($1)';

/** Counts go on while it is the same token, as far as its beginning says. */
export const MANGLED = `
INSERT INTO connections AS c (tenant_id, mangled_prefix, mangled_count, mangled_at)
SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::timestamptz[]) AS m (tenant_id)
ORDER BY m.tenant_id
ON CONFLICT (tenant_id) DO UPDATE
SET mangled_count = excluded.mangled_count
      + CASE WHEN c.mangled_prefix = excluded.mangled_prefix
             THEN least(c.mangled_count, 1000000) ELSE 0 END,
    mangled_prefix = excluded.mangled_prefix, mangled_at = excluded.mangled_at`;
