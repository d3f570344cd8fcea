import { sleep } from '../engines/run.mjs';
import { Connection } from './client.mjs';
import { cpuOf, mapped } from './cpu.mjs';

/**
 * @typedef {import('./client.mjs').Send} Send
 * @typedef {{ base: string, token: string, connections: number }} Target
 */

/** @param {readonly number[]} sorted @param {number} part */
export const percentile = (sorted, part) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

/** @param {Target} target */
const open = async ({ base, token, connections }) => {
  const all = Array.from({ length: connections }, () => new Connection(base, token));
  await Promise.all(all.map((one) => one.open()));
  return all;
};

/**
 * `connections` clients repeat `operation` for `seconds` after a second of warming up; `settle`
 * waits until everything that follows from them is done, and its CPU is counted too.
 * Resolves to operations, seconds, sorted times in ms and CPU µs for each operation by process.
 * @template {string} Name
 * @param {Target & {
 *   operation: (send: Send) => Promise<unknown>,
 *   seconds: number,
 *   pids: Readonly<Record<Name, number>>,
 *   settle: () => Promise<number>,
 * }} work
 */
export const closedLoop = async ({ operation, seconds, pids, settle, ...target }) => {
  const all = await open(target);
  /** @type {number[]} */
  let times = [];
  let going = true;
  const client = async (/** @type {Connection} */ connection) => {
    /** @type {Send} */
    const send = async (...request) => {
      const began = performance.now();
      const answer = await connection.send(...request);
      times.push(performance.now() - began);
      return answer;
    };
    while (going) await operation(send);
  };
  const clients = Promise.all(all.map(client));
  await Promise.race([sleep(1_000), clients]);
  times = [];
  const before = cpuOf(pids);
  const began = performance.now();
  await Promise.race([sleep(seconds * 1_000), clients]);
  going = false;
  const took = (performance.now() - began) / 1_000;
  await clients;
  const lag = await settle();
  const after = cpuOf(pids);
  for (const one of all) one.close();
  return {
    operations: times.length,
    seconds: took,
    times: times.sort((a, b) => a - b),
    micros: mapped(after, (ticks, name) => Math.round((ticks - before[name]) / times.length)),
    lag,
  };
};

/**
 * Runs `operation` `count` times over all connections, as fast as it goes.
 * @template T
 * @param {Target & { operation: (send: Send) => Promise<T>, count: number }} work
 */
export const repeat = async ({ operation, count, ...target }) => {
  const all = await open(target);
  let left = count;
  /** @type {T[]} */
  const answers = [];
  await Promise.all(
    all.map(async (connection) => {
      while (left > 0) {
        left -= 1;
        answers.push(await operation((...request) => connection.send(...request)));
      }
    }),
  );
  for (const one of all) one.close();
  return answers;
};
