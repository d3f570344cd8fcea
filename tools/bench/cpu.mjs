// CPU time and memory of process trees, from /proc: Linux only.
import fs from 'node:fs';

const TICKS_A_SECOND = 100;

/** Every process: its parent and the ticks that it and its ended children used. */
const processes = () => {
  const all = new Map();
  for (const name of fs.readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = fs.readFileSync(`/proc/${name}/stat`, 'latin1');
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      all.set(Number(name), {
        parent: fields[1],
        ticks: fields[11] + fields[12] + fields[13] + fields[14],
      });
    } catch {
      // It ended while we looked.
    }
  }
  return all;
};

const treeOf = (root, all) => {
  const tree = [root];
  for (const pid of tree)
    for (const [child, { parent }] of all) if (parent === pid) tree.push(child);
  return tree;
};

/** Microseconds of CPU by name: `{ gateway: 12 }` for `{ gateway: pid }`. */
export const cpuOf = (pids) => {
  const all = processes();
  const micros = (pid) =>
    treeOf(pid, all).reduce((sum, one) => sum + (all.get(one)?.ticks ?? 0), 0) *
    (1e6 / TICKS_A_SECOND);
  return Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, micros(pid)]));
};

/** Resident MiB of one process without what it shares with others. */
export const memoryOf = (pid) => {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'latin1');
  return Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
};
