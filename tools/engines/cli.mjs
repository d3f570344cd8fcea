// node tools/engines/cli.mjs [--fresh]: the three engines alone, until Ctrl-C.
import os from 'node:os';
import path from 'node:path';
import { onEnding } from './ending.mjs';
import { startEngines } from './engines.mjs';
import { stopLiving } from './part.mjs';

const fresh = process.argv.includes('--fresh');
const say = (who, text) => console.log(`${who.padEnd(9)} ${text}`);
let engines;
const end = async (code) => {
  await stopLiving();
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
  console.error(error.message);
  await end(1);
}
