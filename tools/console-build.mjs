// Builds the console into apps/console/dist, when what it is made of changed since the last time.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url)).replace(/\/$/, '');
const MADE_OF = [
  'apps/console/index.html',
  'apps/console/vite.config.mjs',
  'apps/console/src',
  'libs/protocol/src',
  'package-lock.json',
  'tools/console-build.mjs',
];
const mark = path.join(root, 'apps/console/dist/.made-of');

/** Paths of the files below a folder, or the file itself. @param {string} from @returns {string[]} */
const files = (from) =>
  fs.statSync(from).isDirectory()
    ? fs
        .readdirSync(from)
        .sort()
        .flatMap((name) => files(path.join(from, name)))
    : [from];

const digest = () => {
  const hash = createHash('sha256');
  const madeOf = MADE_OF.flatMap((one) => files(path.join(root, one)));
  for (const file of madeOf.filter((one) => !one.endsWith('.spec.ts')))
    hash.update(file).update('\0').update(fs.readFileSync(file)).update('\0');
  return hash.digest('hex');
};

/** True when it built; false when the last build is still good. */
export const buildConsole = async () => {
  const now = digest();
  if (fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === now) return false;
  // What is built is what is served: also when a test builds it.
  process.env.NODE_ENV = 'production';
  const { build } = await import('vite');
  await build({
    configFile: path.join(root, 'apps/console/vite.config.mjs'),
    logLevel: 'warn',
  });
  fs.writeFileSync(mark, now);
  return true;
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const built = await buildConsole();
  console.log(built ? 'console: built' : 'console: nothing changed');
}
