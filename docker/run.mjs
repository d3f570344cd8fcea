// The first process of a container: `main` by default, else migrate, topics, rebuild or rollcall (the
// command line), where the app has them.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const dist = path.join('/app/apps', process.env.APP ?? '', 'dist');
const [command = 'main'] = process.argv.slice(2);
const SCRIPTS = {
  main: 'main.js',
  migrate: 'migrate.js',
  topics: 'topics.js',
  rebuild: 'rebuild.js',
  rollcall: 'cli/main.js',
};
const known = Object.keys(SCRIPTS).filter((name) => fs.existsSync(path.join(dist, SCRIPTS[name])));
if (!known.includes(command)) {
  console.error(`${process.env.APP} knows no "${command}". It knows: ${known.join(', ')}.`);
  process.exit(64);
}
// A service handles signals itself; a job ends at once, since the first process has no default.
if (command !== 'main')
  for (const [signal, number] of Object.entries({ SIGTERM: 15, SIGINT: 2 }))
    process.once(signal, () => process.exit(128 + number));
process.argv.splice(1, 2, path.join(dist, SCRIPTS[command]));
await import(pathToFileURL(process.argv[1]).href);
