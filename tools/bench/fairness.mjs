// What one tenant's first sync does to another's times.
import { sleep } from '../engines/run.mjs';
import { Connection } from './client.mjs';
import { percentile, repeat } from './run.mjs';
import { userBody } from './workloads.mjs';

/**
 * Sends one request after the other at an even pace until `over`; resolves to the sorted times in ms.
 * @param {{ base: string, token: string, prefix: string, rate: number, over: () => boolean }} work
 */
const steadily = async ({ base, token, prefix, rate, over }) => {
  /** @type {Connection[]} */
  const connections = [];
  /** @type {Connection[]} */
  const idle = [];
  const another = async () => {
    const connection = new Connection(base, token);
    await connection.open();
    connections.push(connection);
    return connection;
  };
  /** @type {number[]} */
  const times = [];
  /** @type {Promise<void>[]} */
  const pending = [];
  /** @type {{ id: string, userName: string }[]} */
  const users = [];
  const ask = async (/** @type {number} */ n) => {
    const due = performance.now();
    const connection = idle.pop() ?? (await another());
    const known = users[n % Math.max(1, users.length)];
    /** @type {Parameters<import('./client.mjs').Send>} */
    const request =
      n % 4 === 0 || known === undefined
        ? ['POST', '/Users', userBody(`${prefix}-${n}@bench.example`, n)]
        : n % 4 === 1
          ? ['GET', `/Users/${known.id}`]
          : ['GET', `/Users?filter=userName%20eq%20%22${encodeURIComponent(known.userName)}%22`];
    const { status, body } = await connection.send(...request);
    times.push(performance.now() - due);
    if (status === 201) users.push(JSON.parse(body.toString()));
    else if (status !== 200) throw new Error(`${request[0]} was answered ${status}`);
    idle.push(connection);
  };
  const began = performance.now();
  for (let n = 0; !over(); ) {
    const due = ((performance.now() - began) / 1_000) * rate;
    for (; n < due; n += 1) pending.push(ask(n));
    await sleep(2);
  }
  await Promise.all(pending);
  for (const one of connections) one.close();
  return times.sort((a, b) => a - b);
};

/**
 * The p99 in ms of a tenant with 50 requests a second: alone, and while another creates `count`
 * users over `connections` connections as fast as it is answered.
 * @param {{ base: string, quiet: string, syncing: string, count: number, connections: number }} work
 */
export const fairness = async ({ base, quiet, syncing, count, connections }) => {
  const neighbour = { base, token: quiet, rate: 50 };
  let over = false;
  const until = async (/** @type {() => Promise<unknown>} */ doing) => {
    over = false;
    const watching = steadily({ ...neighbour, prefix: `q${Date.now()}`, over: () => over });
    await doing();
    over = true;
    return percentile(await watching, 0.99);
  };
  await until(() => sleep(2_000));
  const alone = await until(() => sleep(10_000));
  let n = 0;
  const create = (/** @type {import('./client.mjs').Send} */ send) =>
    send('POST', '/Users', userBody(`sync-${(n += 1)}@bench.example`, n));
  const began = performance.now();
  const contended = await until(() =>
    repeat({ base, token: syncing, connections, count, operation: create }),
  );
  return { alone, contended, rate: count / ((performance.now() - began) / 1_000) };
};
