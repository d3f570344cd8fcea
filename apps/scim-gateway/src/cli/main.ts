import { Ended } from './admin-api';
import { rollcall } from './rollcall';

// `rollcall … | head`: a reader that closes the pipe wants no more.
process.stdout.on('error', () => process.exit(0));
rollcall(process.argv.slice(2), {
  say: (text) => process.stdout.write(text),
  // The configuration loads half of the gateway: help and wrong usage need none.
  findApi: async () => (await import('./where.js')).findApi(),
  make: async (_what, typed) => (await import('./client-key.js')).clientKey(typed),
  move: async (way, { args }) => (await import('./move-tenant.js')).moveTenant(way, args),
}).catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message.trimEnd()}\n`);
  process.exitCode = error instanceof Ended ? error.code : 1;
});
