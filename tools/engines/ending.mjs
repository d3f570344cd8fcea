import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';

const EVERY_MS = 500;
/** From us to npm: the shell that npm starts, and perhaps one more. */
const MOST_LEVELS = 4;

/** @param {string} field @param {number} pid */
const ps = (field, pid) => {
  try {
    return execFileSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
};

/** The parent of a process; 0 when the process is gone. @param {number} pid */
const parentOf = (pid) => {
  if (os.platform() !== 'linux') return Number(ps('ppid', pid));
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything; the state and the parent come behind it.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
};

/** The processes between us and the npm that runs this script, npm included. */
const aboveUs = () => {
  const pids = [process.ppid];
  let top = process.ppid;
  while (pids.length < MOST_LEVELS && !/\bnpm\b/.test(ps('command', top))) {
    const next = parentOf(top);
    if (next <= 1) break;
    pids.push(next);
    top = next;
  }
  return pids;
};

/**
 * Calls `then` once when the npm that runs this script, or the shell between, is gone: it was ended
 * by a signal that did not reach us. Without npm above us nothing is watched: a caller that starts a
 * script by itself may leave it alone.
 * @param {() => void} then
 */
const whenOrphaned = (then) => {
  if (process.env.npm_lifecycle_event === undefined) return;
  const above = aboveUs();
  const isWhole = () =>
    process.ppid === above[0] &&
    above.every((pid, i) => {
      const parent = parentOf(pid);
      return parent > 0 && (above[i + 1] === undefined || parent === above[i + 1]);
    });
  const watch = setInterval(() => {
    if (isWhole()) return;
    clearInterval(watch);
    then();
  }, EVERY_MS);
  watch.unref();
};

/**
 * Calls `stop` at Ctrl-C, at the signals of a supervisor, of a closed terminal, and when npm is gone.
 * @param {() => void} stop
 */
export const onEnding = (stop) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  whenOrphaned(stop);
};
