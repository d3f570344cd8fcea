// CPU time and memory of process trees, from /proc: Linux only.
import fs from 'node:fs';

const TICKS_A_SECOND = 100;

/** @typedef {Map<number, { parent: number, ticks: number }>} Processes */

/** Every process: its parent and the ticks that it and its ended children used. */
const processes = () => {
  /** @type {Processes} */
  const all = new Map();
  for (const name of fs.readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = fs.readFileSync(`/proc/${name}/stat`, 'latin1');
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const [, parent = 0] = fields;
      const ticks = fields.slice(11, 15).reduce((sum, one) => sum + one, 0);
      all.set(Number(name), { parent, ticks });
    } catch {
      // It ended while we looked.
    }
  }
  return all;
};

/** @param {number} root @param {Processes} all */
const treeOf = (root, all) => {
  const tree = [root];
  for (const pid of tree)
    for (const [child, { parent }] of all) if (parent === pid) tree.push(child);
  return tree;
};

/**
 * Microseconds of CPU by name: `{ gateway: 12 }` for `{ gateway: pid }`.
 * @template {string} Name
 * @param {Readonly<Record<Name, number>>} pids
 */
export const cpuOf = (pids) => {
  const all = processes();
  const micros = (/** @type {number} */ pid) =>
    treeOf(pid, all).reduce((sum, one) => sum + (all.get(one)?.ticks ?? 0), 0) *
    (1e6 / TICKS_A_SECOND);
  return mapped(pids, micros);
};

/**
 * @template {string} Name
 * @param {Readonly<Record<Name, number>>} numbers
 * @param {(number: number, name: Name) => number} map
 */
export const mapped = (numbers, map) => {
  const entries = /** @type {[Name, number][]} */ (Object.entries(numbers));
  return /** @type {Record<Name, number>} */ (
    Object.fromEntries(entries.map(([name, number]) => [name, map(number, name)]))
  );
};

/** Ticks of all cores of the machine, whoever used them. */
export const machineTicks = () => {
  const [line = ''] = fs.readFileSync('/proc/stat', 'latin1').split('\n');
  const ticks = line.split(/\s+/).slice(1, 9).map(Number);
  const total = ticks.reduce((sum, one) => sum + one, 0);
  const [, , , idle = 0, waiting = 0] = ticks;
  return { total, busy: total - idle - waiting };
};

/** Resident MiB of one process without what it shares with others. @param {number} pid */
export const memoryOf = (pid) => {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'latin1');
  return Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
};
