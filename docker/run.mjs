// The first process of a container, and what operators call in one: `main` by default, else a command
// of commands.mjs. `kubectl exec deploy/rollcall-gateway -- node /app/docker/run.mjs help` lists them.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { COMMANDS } from './commands.mjs';

const { APP = '' } = process.env;
const [command = 'main'] = process.argv.slice(2);
const known = COMMANDS[APP] ?? {};
if (['help', '--help', '-h'].includes(command)) {
  const lines = Object.entries(known).map(([name, [, says]]) => `  ${name.padEnd(22)}${says}`);
  console.log(`node /app/docker/run.mjs <command>, in the image of ${APP}:\n${lines.join('\n')}`);
  process.exit(0);
}
const found = Object.hasOwn(known, command) ? known[command] : undefined;
if (!found) {
  console.error(`${APP} knows no "${command}". It knows: ${Object.keys(known).join(', ')}, help.`);
  process.exit(2);
}
// A service handles signals itself; a job ends at once, since the first process has no default.
if (command !== 'main')
  for (const [signal, number] of Object.entries({ SIGTERM: 15, SIGINT: 2 }))
    process.once(signal, () => process.exit(128 + number));
const file = fileURLToPath(new URL(`../${found[0]}`, import.meta.url));
process.argv.splice(1, 2, file);
await import(pathToFileURL(file).href);
