// kubectl exec deploy/rollcall-gateway -- node /app/docker/run.mjs ask GET /internal/v1/tenants
// Asks the service of this container on its internal port, with its own key; prints the answer.
import fs from 'node:fs';

const { APP, PORT, INTERNAL_PORT, SERVICE_KEYS, SERVICE_KEYS_FILE } = process.env;
const [method = 'GET', path = '/health/ready'] = process.argv.slice(2);
const keys = SERVICE_KEYS ?? fs.readFileSync(SERVICE_KEYS_FILE, 'utf8');
const port = APP === 'scim-gateway' ? INTERNAL_PORT : PORT;
const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
  method,
  headers: { authorization: `Bearer ${keys.split(',')[0].trim()}` },
});
console.log(answer.status, await answer.text());
process.exit(answer.ok ? 0 : 1);
