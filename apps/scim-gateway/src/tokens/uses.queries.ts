export const USES = `
SELECT token_id AS id, requests, first_at AS "firstAt", last_at AS "lastAt"
FROM token_uses WHERE tenant_id = $1`;
