// The first process of a container: `main` by default, else migrate, topics or rebuild, where the app has them.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const dist = path.join('/app/apps', process.env.APP ?? '', 'dist');
const [command = 'main'] = process.argv.slice(2);
const commands = ['main', 'migrate', 'topics', 'rebuild'].filter((name) =>
  fs.existsSync(path.join(dist, `${name}.js`)),
);
if (!commands.includes(command)) {
  console.error(`${process.env.APP} knows no "${command}". It knows: ${commands.join(', ')}.`);
  process.exit(64);
}
// A service handles signals itself; a job ends at once, since the first process has no default.
if (command !== 'main')
  for (const [signal, number] of Object.entries({ SIGTERM: 15, SIGINT: 2 }))
    process.once(signal, () => process.exit(128 + number));
process.argv.splice(1, 2, path.join(dist, `${command}.js`));
await import(pathToFileURL(process.argv[1]).href);
