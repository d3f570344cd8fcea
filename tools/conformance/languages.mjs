import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../engines/engines.mjs';
import { run } from '../engines/run.mjs';

/**
 * @typedef {object} Language
 * @property {readonly (readonly [string, string, ...string[]])[]} needs the name of a tool, and a command that works where it is
 * @property {(source: string, dir: string) => Promise<void>} build into a folder of its own
 * @property {(dir: string) => readonly [string, ...string[]]} command
 */

const python = process.env.PYTHON ?? 'python3';
const inVenv = (/** @type {string} */ dir) =>
  path.join(dir, 'venv', process.platform === 'win32' ? 'Scripts' : 'bin', 'python');

/** @type {Readonly<Record<string, Language>>} */
export const LANGUAGES = {
  python: {
    needs: [
      [
        'Python 3.11 with venv',
        python,
        '-c',
        'import sys, venv, ensurepip; assert sys.version_info >= (3, 11)',
      ],
    ],
    build: async (source, dir) => {
      const stamp = path.join(dir, 'requirements.txt');
      const wanted = fs.readFileSync(path.join(source, 'requirements.txt'), 'utf8');
      if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
      await run(python, ['-m', 'venv', '--clear', path.join(dir, 'venv')]);
      const install = ['-m', 'pip', 'install', '--quiet', '-r', 'requirements.txt'];
      await run(inVenv(dir), install, { cwd: source });
      fs.writeFileSync(stamp, wanted);
    },
    command: (dir) => [inVenv(dir), '-B', 'main.py'],
  },
  java: {
    needs: [
      ['Java 17', 'javac', '--release', '17', '-version'],
      ['Maven', 'mvn', '--version'],
    ],
    build: async (source, dir) => {
      await run('mvn', ['-q', '-B', 'package', `-Dtarget=${dir}`], { cwd: source });
    },
    command: (dir) => ['java', '-jar', path.join(dir, 'seats-1.jar')],
  },
  go: {
    needs: [
      ['Go 1.26', 'go', 'version'],
      ['a C compiler, which its SQLite needs,', process.env.CC ?? 'cc', '--version'],
    ],
    build: async (source, dir) => {
      await run('go', ['build', '-o', path.join(dir, 'seats'), '.'], { cwd: source });
    },
    command: (dir) => [path.join(dir, 'seats')],
  },
};

/**
 * An example that was built, or why it was not.
 * @typedef {object} Example
 * @property {string} name
 * @property {string} source its folder
 * @property {readonly [string, ...string[]]} command
 */

/** @param {string} name @param {Language} language @returns {Promise<Example | string>} */
export const built = async (name, { needs, build, command }) => {
  const missing = needs.find(([, tool, ...args]) => spawnSync(tool, args).status !== 0);
  if (missing) return `${name} was not run: ${missing[0]} is not on this machine.`;
  const source = path.join(root, 'examples', name);
  const dir = path.join(root, '.local', 'subscribers', name);
  fs.mkdirSync(dir, { recursive: true });
  await build(source, dir);
  return { name, source, command: command(dir) };
};
