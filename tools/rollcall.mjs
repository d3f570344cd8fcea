// npm run rollcall: the command line of the admin API, as it is built into the gateway; `rebuild` is
// the directory's own, and of a checkout alone.
import fs from 'node:fs';

const built = new URL('../apps/scim-gateway/dist/cli/main.js', import.meta.url);
if (process.argv[2] === 'rebuild') {
  process.argv.splice(2, 1);
  await import('./rebuild.mjs');
} else if (fs.existsSync(built)) {
  await import(built.href);
} else {
  console.error('The command line is not built yet: run npm run build (npm start does it).');
  process.exit(2);
}
