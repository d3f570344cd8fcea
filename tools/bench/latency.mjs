// Time from the 2xx to a subscriber's handler, at a fixed rate of writes.
import { sleep } from '../engines/run.mjs';
import { Connection } from './client.mjs';
import { userBody } from './workloads.mjs';

/**
 * Resolves to the sorted times in ms; negative when the subscriber was faster than the answer.
 * @param {{ base: string, token: string, brokers: string, rate: number, seconds: number }} work
 */
export const eventLatency = async ({ base, token, brokers, rate, seconds }) => {
  // Not before the build.
  const { topics } = await import('@rollcall/contracts');
  const { subscribe } = await import('@rollcall/subscriber');
  /** @type {Map<string, number>} */
  const heard = new Map();
  /** @type {() => void} */
  let ready = () => undefined;
  const listening = /** @type {Promise<void>} */ (new Promise((resolve) => (ready = resolve)));
  const subscription = subscribe({
    brokers: brokers.split(','),
    topic: topics.provisioning(),
    handle: (event) => {
      if (event.type !== 'UserProvisioned') return;
      const { login } = /** @type {{ login: string }} */ (event.data);
      heard.set(login, performance.now());
      if (login.startsWith('latency-ready')) ready();
    },
  });
  /** @type {Connection[]} */
  const idle = [];
  /** @type {Connection[]} */
  const connections = [];
  const another = async () => {
    const connection = new Connection(base, token);
    connections.push(connection);
    await connection.open();
    return connection;
  };
  for (let i = 0; i < 64; i += 1) idle.push(await another());
  /** @type {Map<string, number>} */
  const answered = new Map();
  const run = Date.now().toString(36);
  const create = async (/** @type {string} */ login) => {
    const connection = idle.pop() ?? (await another());
    const answer = await connection.send('POST', '/Users', userBody(login, 0));
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
    answered.set(login, performance.now());
    idle.push(connection);
  };
  await create(`latency-ready-${run}@bench.example`);
  await listening;
  answered.clear();
  const began = performance.now();
  /** @type {Promise<void>[]} */
  const writes = [];
  for (let sent = 0; sent < rate * seconds; ) {
    const due = ((performance.now() - began) / 1_000) * rate;
    for (; sent < due; sent += 1) writes.push(create(`latency-${run}-${sent}@bench.example`));
    await sleep(1);
  }
  await Promise.all(writes);
  for (let i = 0; i < 500 && [...answered.keys()].some((login) => !heard.has(login)); i += 1)
    await sleep(20);
  await subscription.stop();
  for (const one of connections) one.close();
  const missing = [...answered.keys()].filter((login) => !heard.has(login));
  if (missing.length > 0) throw new Error(`${missing.length} events did not arrive`);
  return [...answered].map(([login, at]) => (heard.get(login) ?? at) - at).sort((a, b) => a - b);
};
