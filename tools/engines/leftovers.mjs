import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { alive, sleep } from './run.mjs';

/** @typedef {(who: string, text: string) => void} Say */
/** @typedef {{ name: string, pid: number }} Started */

/** @type {Readonly<Record<string, string>>} */
const MARKS = { kafka: 'kafka.Kafka', postgres: 'postgres', redis: 'redis-server' };

/** @param {number} pid */
const commandOf = (pid) => {
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
};

/** Who owns a folder of engines, and the processes it started. @param {string} dir @param {readonly Started[]} parts */
export const note = (dir, parts) =>
  fs.writeFileSync(
    path.join(dir, 'pids.json'),
    JSON.stringify({ owner: process.pid, parts: parts.map(({ name, pid }) => ({ name, pid })) }),
  );

/** @param {Started} started @param {Say} say */
const endOne = async ({ name, pid }, say) => {
  say(name, `left over from a killed run (${pid}), ending it`);
  process.kill(pid, name === 'postgres' ? 'SIGINT' : 'SIGTERM');
  for (let i = 0; i < 500 && alive(pid); i += 1) await sleep(20);
  if (alive(pid)) process.kill(pid, 'SIGKILL');
};

/** Ends what a killed run left behind; throws when its owner still runs. @param {string} dir @param {Say} say */
export const endLeftovers = async (dir, say) => {
  const file = path.join(dir, 'pids.json');
  if (!fs.existsSync(file)) return;
  /** @type {{ owner: number, parts: Started[] }} */
  const { owner, parts } = JSON.parse(fs.readFileSync(file, 'utf8'));
  if (owner !== process.pid && alive(owner) && /node/.test(commandOf(owner)))
    throw new Error(`Rollcall is running already here, as process ${owner}. Stop it first.`);
  const left = parts.filter(({ name, pid }) => {
    return alive(pid) && commandOf(pid).includes(MARKS[name] ?? 'dist/main.js');
  });
  const isEngine = (/** @type {Started} */ { name }) => name in MARKS;
  for (const few of [left.filter((part) => !isEngine(part)), left.filter(isEngine)])
    await Promise.all(few.map((part) => endOne(part, say)));
  fs.rmSync(file, { force: true });
};

/** Folders that test runs make in the temporary folder; a killed run leaves its own behind. */
const RUNS = /^rollcall-(test|e2e|engines|bench|former)-/;

/**
 * Ends the processes of killed test runs and takes their folders away.
 * @param {Say} say
 * @param {(dir: string) => void} wipe
 */
export const sweepRuns = async (say, wipe) => {
  for (const name of fs.readdirSync(os.tmpdir()).filter((one) => RUNS.test(one))) {
    const top = path.join(os.tmpdir(), name);
    for (const dir of [top, path.join(top, 'engines')]) {
      const file = path.join(dir, 'pids.json');
      if (!fs.existsSync(file)) continue;
      const { owner } = JSON.parse(fs.readFileSync(file, 'utf8'));
      if (alive(owner)) continue;
      await endLeftovers(dir, say);
      wipe(dir);
      fs.rmSync(top, { recursive: true, force: true });
    }
  }
};
