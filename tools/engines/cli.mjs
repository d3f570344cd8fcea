// node tools/engines/cli.mjs [--fresh]: the three engines alone, until Ctrl-C.
import os from 'node:os';
import path from 'node:path';
import { onEnding } from './ending.mjs';
import { startEngines } from './engines.mjs';
import { stopAll } from './managed.mjs';

const fresh = process.argv.includes('--fresh');
/** @type {import('./leftovers.mjs').Say} */
const say = (who, text) => console.log(`${who.padEnd(9)} ${text}`);
/** @type {import('./engines.mjs').Engines | undefined} */
let engines;
const end = async (/** @type {number} */ code) => {
  await stopAll();
  await engines?.stop();
  process.exit(code);
};
onEnding(() => void end(0));
try {
  engines = await startEngines({
    fresh,
    say,
    env: process.env,
    ...(fresh ? { dir: path.join(os.tmpdir(), `rollcall-engines-${process.pid}`) } : {}),
    onExit: (name) => {
      console.error(`${name} ended by itself`);
      void end(1);
    },
  });
  for (const [name, value] of Object.entries(engines.env)) console.log(`export ${name}=${value}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await end(1);
}
