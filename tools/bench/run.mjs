import { sleep } from '../engines/run.mjs';
import { Connection } from './client.mjs';
import { cpuOf } from './cpu.mjs';

export const percentile = (sorted, part) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

const open = async ({ base, token, connections }) => {
  const all = Array.from({ length: connections }, () => new Connection(base, token));
  await Promise.all(all.map((one) => one.open()));
  return all;
};

/**
 * `connections` clients repeat `operation` for `seconds` after a second of warming up; `settle`
 * waits until everything that follows from them is done, and its CPU is counted too.
 * Resolves to operations, seconds, sorted times in ms and CPU µs for each operation by process.
 */
export const closedLoop = async ({ operation, seconds, pids, settle, ...target }) => {
  const all = await open(target);
  let times = [];
  let going = true;
  const client = async (connection) => {
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
  const micros = Object.fromEntries(
    Object.keys(pids).map((name) => [
      name,
      Math.round((after[name] - before[name]) / times.length),
    ]),
  );
  return {
    operations: times.length,
    seconds: took,
    times: times.sort((a, b) => a - b),
    micros,
    lag,
  };
};

/** Runs `operation` `count` times over all connections, as fast as it goes. */
export const repeat = async ({ operation, count, ...target }) => {
  const all = await open(target);
  let left = count;
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
