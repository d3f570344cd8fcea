/** SQL of the acts of operators. Nothing here changes or deletes one, and nothing may. */

export const ADD_ACTION = `
INSERT INTO operator_acts (type, actor, tenant_id, source, correlation_id, data)
VALUES ($1, $2, $3, $4, $5, $6)`;

/** Newest first. */
export const ACTIONS = `
SELECT id, at, type, actor, tenant_id AS "tenantId", source, correlation_id AS "correlationId", data
FROM operator_acts WHERE id < $1 ORDER BY id DESC LIMIT $2`;
