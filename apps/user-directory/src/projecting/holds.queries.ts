/** SQL of the tenants that the projection holds. */

export const HOLDS = `
SELECT tenant_id, held FROM checkpoints WHERE held IS NOT NULL ORDER BY tenant_id`;

export const COUNT_HELD = `SELECT count(*)::int AS held FROM checkpoints WHERE held IS NOT NULL`;

export const HELD = `
SELECT held_partition, held_offset FROM checkpoints WHERE tenant_id = $1 AND held IS NOT NULL`;

export const LET_GO = `
UPDATE checkpoints SET held = NULL, held_partition = NULL, held_offset = NULL WHERE tenant_id = $1`;
