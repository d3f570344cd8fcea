/** SQL of the branding: a row for each tenant that has something of its own. */

export const READ = `
SELECT name, logo, accent, support, return_url FROM branding WHERE tenant_id = $1`;

/** What is not named stays; $2 says which are named. */
export const CHANGE = `
INSERT INTO branding AS b (tenant_id, name, logo, accent, support, return_url)
VALUES ($1, $3, $4, $5, $6, $7)
ON CONFLICT (tenant_id) DO UPDATE
SET name = CASE WHEN 'name' = ANY($2) THEN excluded.name ELSE b.name END,
    logo = CASE WHEN 'logo' = ANY($2) THEN excluded.logo ELSE b.logo END,
    accent = CASE WHEN 'accent' = ANY($2) THEN excluded.accent ELSE b.accent END,
    support = CASE WHEN 'support' = ANY($2) THEN excluded.support ELSE b.support END,
    return_url = CASE WHEN 'returnUrl' = ANY($2) THEN excluded.return_url ELSE b.return_url END`;
