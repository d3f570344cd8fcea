import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/**
 * `npm ci` when the lock changed since the last time. False when npm failed.
 * @param {string} root
 * @param {(text: string) => void} say
 * @param {import('node:child_process').StdioOptions} [stdio]
 */
export const install = (root, say, stdio = 'inherit') => {
  const lockFile = path.join(root, 'package-lock.json');
  const lock = createHash('sha256').update(fs.readFileSync(lockFile)).digest('hex');
  const mark = path.join(root, 'node_modules', '.rollcall-lock');
  if (fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === lock) return true;
  // npm writes this file last: it is newer than the lock when somebody ran `npm ci` by hand.
  const installed = path.join(root, 'node_modules', '.package-lock.json');
  const at = (/** @type {string} */ file) => fs.statSync(file).mtimeMs;
  const current = !fs.existsSync(mark) && fs.existsSync(installed) && at(installed) >= at(lockFile);
  if (!current) {
    say('npm ci (once for each change of the lock file)');
    const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio });
    if (status !== 0) return false;
  }
  fs.writeFileSync(mark, lock);
  return true;
};
