// npm run pictures: every screen and state of the console, as files to look at.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { onEnding } from './engines/ending.mjs';
import { root } from './engines/engines.mjs';
import { typed } from './options.mjs';

const HELP = `npm run pictures [-- options]

Pictures of every screen and state of the console in a real Chromium: both languages, both themes,
1280, 390 and 320 pixels wide. They are made by the specs of the console, on a stack of their own,
and each is checked on the way: axe finds nothing, nothing is wider than the window, no policy is
broken. Takes a quarter of an hour; what was in the folder before is gone.

  --folder .local/pictures   where they go`;

const { values: options } = typed(HELP, {
  folder: { type: 'string', default: '.local/pictures' },
});
const folder = path.resolve(root, options.folder);
fs.rmSync(folder, { recursive: true, force: true });

const child = spawn(process.execPath, ['tools/test.mjs', '--e2e', 'console\\.e2e'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, CONSOLE_PICTURES: folder, CONSOLE_EYES: 'all' },
});
onEnding(() => child.kill('SIGTERM'));
child.on('exit', (code) => {
  const count = fs.existsSync(folder) ? fs.readdirSync(folder).length : 0;
  console.log(`${count} pictures are in ${path.relative(process.cwd(), folder) || '.'}`);
  process.exit(code ?? 1);
});
