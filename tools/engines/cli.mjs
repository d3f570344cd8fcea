// node tools/engines/cli.mjs [--fresh]: the three engines alone, until Ctrl-C.
import os from 'node:os';
import path from 'node:path';
import { home, keptDir, startEngines } from './engines.mjs';
import { sweep } from './leftovers.mjs';
import { endAll } from './runs.mjs';

const fresh = process.argv.includes('--fresh');
const say = (who, text) => console.log(`${who.padEnd(9)} ${text}`);

let ending;
const end = (code) =>
  (ending ??= (async () => {
    await endAll();
    process.exit(code);
  })());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(0));
process.stdout.on('error', () => void end(1));

try {
  await sweep(home, say);
  const engines = await startEngines({
    dir: fresh ? path.join(os.tmpdir(), `rollcall-engines-${process.pid}`) : keptDir,
    fresh,
    say,
    env: process.env,
    onExit: (name) => {
      if (ending) return;
      console.error(`${name} ended by itself; stopping the others.`);
      void end(1);
    },
  });
  for (const [name, value] of Object.entries(engines.env)) console.log(`export ${name}=${value}`);
} catch (error) {
  if (!ending) console.error(error.message);
  await end(1);
}
