export const USES = `
SELECT token_id, requests, first_at, last_at FROM token_uses WHERE tenant_id = $1`;
