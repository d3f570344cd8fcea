import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ENDING = resolve(__dirname, '../../../../tools/engines/ending.mjs');

/** A script as `npm start` runs it: says its pid, and writes down that it was ended. */
const SCRIPT = `
import fs from 'node:fs';
import { onEnding } from ${JSON.stringify(ENDING)};
onEnding(() => {
  fs.writeFileSync('ended', '');
  process.exit(0);
});
fs.writeFileSync('pid.new', String(process.pid));
fs.renameSync('pid.new', 'pid');
setTimeout(() => process.exit(1), 60_000);
`;

describe('a script that npm runs', () => {
  let dir: string;
  let npm: ChildProcess;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'ending-'));
    await writeFile(join(dir, 'script.mjs'), SCRIPT);
  });
  afterEach(async () => {
    npm.kill('SIGKILL');
    await rm(dir, { recursive: true, force: true });
  });

  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise((done) => setTimeout(done, 20));
  };

  // A shell that is not replaced by the script stands between: its end is not npm's.
  it.each([
    ['directly', 'node script.mjs'],
    ['through a shell that stays', 'node script.mjs; true'],
  ])('%s, ends when npm was killed', async (_, start) => {
    await writeFile(join(dir, 'package.json'), JSON.stringify({ scripts: { start } }));
    npm = spawn('npm', ['start'], { cwd: dir, stdio: 'ignore' });
    await until(() => existsSync(join(dir, 'pid')));
    const pid = Number(await readFile(join(dir, 'pid'), 'utf8'));
    npm.kill('SIGKILL');
    await until(() => existsSync(join(dir, 'ended')));
    await until(() => {
      try {
        process.kill(pid, 0);
        return false;
      } catch {
        return true;
      }
    });
  });
});
