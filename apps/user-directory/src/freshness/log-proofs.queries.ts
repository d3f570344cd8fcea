/** Up to where each of these tenants is projected, known or not, and whether it is held there. */
export const PLACES = `
SELECT t.tenant_id, coalesce(c.position, 0) AS position, coalesce(c.epoch, '') AS epoch,
       c.held IS NOT NULL AS held
FROM unnest($1::text[]) AS t(tenant_id) LEFT JOIN checkpoints c ON c.tenant_id = t.tenant_id`;
