// npm run rollcall: the command line of the admin API, as it is built into the gateway.
import fs from 'node:fs';

const built = new URL('../apps/scim-gateway/dist/cli/main.js', import.meta.url);
if (!fs.existsSync(built)) {
  console.error('The command line is not built yet: run npm run build (npm start does it).');
  process.exit(2);
}
await import(built.href);
