// Time from the 2xx to each kind of subscriber, at a fixed rate of writes.
import fs from 'node:fs';
import https from 'node:https';
import { sleep } from '../engines/run.mjs';
import { Connection } from './client.mjs';
import { userBody } from './workloads.mjs';

/** A gateway takes a thousand of one source: a machine that is too slow for the rate gets less. */
const MOST_CONNECTIONS = 512;

/**
 * Calls `arrived` with the login of each user that was provisioned; resolves to its end.
 * @typedef {(arrived: (login: string) => void) => Promise<() => Promise<unknown>>} Subscriber
 */

/** The kit's handler. @param {string} brokers @returns {Subscriber} */
export const ofKit = (brokers) => async (arrived) => {
  // Not before the build.
  const { topics } = await import('@rollcall/contracts');
  const { subscribe } = await import('@rollcall/subscriber');
  const subscription = subscribe({
    brokers: brokers.split(','),
    topic: topics.provisioning(),
    handle: (event) => {
      if (event.type !== 'UserProvisioned') return;
      arrived(/** @type {{ login: string }} */ (event.data).login);
    },
  });
  return () => subscription.stop();
};

/**
 * The answers of long polls, one after another.
 * @param {string} eventsBaseUrl @param {string} key @returns {Subscriber}
 */
export const ofFeed = (eventsBaseUrl, key) => async (arrived) => {
  let isOver = false;
  let left = new AbortController();
  const headers = { authorization: `Bearer ${key}` };
  const follow = async () => {
    for (let after = 'now'; !isOver; ) {
      // One for each request: fetch leaves its listeners on a signal.
      left = new AbortController();
      const response = await fetch(
        `${eventsBaseUrl}?${new URLSearchParams({ after, wait: '30' }).toString()}`,
        { headers, signal: left.signal },
      );
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
      after = response.headers.get('x-rollcall-cursor') ?? after;
      const events = /** @type {{ type: string, data: { login: string } }[]} */ (
        await response.json()
      );
      for (const { type, data } of events)
        if (type.startsWith('rollcall.UserProvisioned.')) arrived(data.login);
    }
  };
  const following = follow().catch((/** @type {unknown} */ reason) => {
    if (!isOver) throw reason;
  });
  return () => {
    isOver = true;
    left.abort();
    return following;
  };
};

/**
 * The requests of a webhook to an https server here, whose certificate the process that posts has to
 * trust.
 * @param {{ internalBaseUrl: string, serviceKey: string, certificate: string, key: string }} options
 * @returns {Subscriber}
 */
export const ofWebhook =
  ({ internalBaseUrl, serviceKey, certificate, key }) =>
  async (arrived) => {
    const tls = { cert: fs.readFileSync(certificate), key: fs.readFileSync(key) };
    const server = https.createServer(tls, (request, response) => {
      let body = '';
      request.on('data', (/** @type {Buffer} */ chunk) => (body += chunk.toString()));
      request.on('end', () => {
        response.writeHead(204).end();
        const { type, data } = /** @type {{ type: string, data: { login: string } }} */ (
          JSON.parse(body)
        );
        if (type.startsWith('rollcall.UserProvisioned.')) arrived(data.login);
      });
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    const made = await fetch(`${internalBaseUrl}/internal/v1/webhooks`, {
      method: 'POST',
      headers: { authorization: `Bearer ${serviceKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'latency', url: `https://127.0.0.1:${port}/` }),
    });
    if (!made.ok) throw new Error(`${made.status} ${await made.text()}`);
    return () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    };
  };

/**
 * Users are created with each of the tokens in turn; those of the first `warmUp` seconds do not count,
 * and `onWarm` is called after them. Resolves to the rate that was reached, and the sorted times in ms of each subscriber; negative when it was faster than the answer.
 * @template {string} Name
 * @param {{
 *   base: string, tokens: readonly string[], rate: number, seconds: number,
 *   warmUp?: number, onWarm?: () => void,
 *   subscribers: Readonly<Record<Name, Subscriber>>,
 * }} work
 * @returns {Promise<{ reached: number, times: Record<Name, number[]> }>}
 */
export const eventLatency = async ({
  base,
  tokens,
  rate,
  seconds,
  warmUp = 0,
  onWarm = () => {},
  subscribers,
}) => {
  const names = /** @type {Name[]} */ (Object.keys(subscribers));
  /** @type {Map<Name, Map<string, number>>} */
  const arrivals = new Map(names.map((name) => [name, new Map()]));
  const ends = await Promise.all(
    names.map((name) =>
      subscribers[name]((login) => arrivals.get(name)?.set(login, performance.now())),
    ),
  );
  const missing = (/** @type {string} */ login) =>
    names.filter((name) => !arrivals.get(name)?.has(login));
  /** @type {Connection[]} */
  const idle = [];
  /** @type {Connection[]} */
  const connections = [];
  const another = async () => {
    const token = tokens[connections.length % tokens.length] ?? '';
    const connection = new Connection(base, token);
    connections.push(connection);
    await connection.open();
    return connection;
  };
  /** @type {Map<string, number>} */
  const answered = new Map();
  const run = Date.now().toString(36);
  const create = async (/** @type {string} */ login) => {
    // In turns: a gateway closes connections that are idle for some seconds.
    const connection = idle.shift() ?? (await another());
    const answer = await connection.send('POST', '/Users', userBody(login, 0));
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
    answered.set(login, performance.now());
    idle.push(connection);
  };
  // A subscriber may begin with what is recorded after it has joined.
  for (let tries = 0, login = ''; login === '' || missing(login).length > 0; tries += 1) {
    if (tries === 120) throw new Error(`${missing(login).join(', ')} did not begin`);
    login = `latency-ready-${run}-${tries}@bench.example`;
    await create(login);
    for (let i = 0; i < 25 && missing(login).length > 0; i += 1) await sleep(20);
  }
  const hasRoom = () => idle.length > 0 || connections.length < MOST_CONNECTIONS;
  for (let i = 0; i < 64; i += 1) idle.push(await another());
  const writeFor = async (/** @type {number} */ length, /** @type {string} */ name) => {
    const start = performance.now();
    /** @type {Promise<void>[]} */
    const writes = [];
    for (let sent = 0; sent < rate * length; ) {
      const due = ((performance.now() - start) / 1_000) * rate;
      for (; sent < due && hasRoom(); sent += 1)
        writes.push(create(`latency-${name}-${run}-${sent}@bench.example`));
      await sleep(1);
    }
    await Promise.all(writes);
  };
  await writeFor(warmUp, 'warm');
  answered.clear();
  onWarm();
  const began = performance.now();
  await writeFor(seconds, 'timed');
  const reached = (answered.size / (performance.now() - began)) * 1_000;
  const isMissing = () => [...answered.keys()].some((login) => missing(login).length > 0);
  for (let i = 0; i < 500 && isMissing(); i += 1) await sleep(20);
  await Promise.all(ends.map((end) => end()));
  for (const one of connections) one.close();
  const lost = [...answered.keys()].flatMap(missing);
  if (lost.length > 0)
    throw new Error(`${lost.length} events did not arrive at ${[...new Set(lost)].join(', ')}`);
  const timesOf = (/** @type {Name} */ name) =>
    [...answered]
      .map(([login, at]) => (arrivals.get(name)?.get(login) ?? at) - at)
      .sort((a, b) => a - b);
  const times = /** @type {Record<Name, number[]>} */ (
    Object.fromEntries(names.map((name) => [name, timesOf(name)]))
  );
  return { reached, times };
};
