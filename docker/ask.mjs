// kubectl exec deploy/rollcall-gateway -- node /app/docker/run.mjs ask GET /internal/v1/tenants
// Asks the service of this container on its internal port, with the operators’ key; prints the answer.
import fs from 'node:fs';

const { INTERNAL_PORT } = process.env;
const [method = 'GET', path = '/health/ready'] = process.argv.slice(2);
/** The text of a variable, or of the file that it names. @param {string} name */
const keysOf = (name) => {
  const file = process.env[`${name}_FILE`];
  return process.env[name] || (file ? fs.readFileSync(file, 'utf8') : '');
};
// Without keys of operators, those that stand in for them.
const keys = keysOf('INTERNAL_KEYS') || keysOf('SERVICE_KEYS');
const answer = await fetch(`http://127.0.0.1:${INTERNAL_PORT}${path}`, {
  method,
  headers: { authorization: `Bearer ${(keys.split(',')[0] ?? '').trim()}` },
});
console.log(answer.status, await answer.text());
process.exit(answer.ok ? 0 : 1);
