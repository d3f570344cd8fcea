// npm run bench -- tokens: what OAuth costs next to a token that is pasted.
import { setTimeout as pause } from 'node:timers/promises';
import { typed } from '../options.mjs';
import { onBenchStack, say } from './bench-stack.mjs';
import { Connection } from './client.mjs';
import { cpuOf, mapped } from './cpu.mjs';
import { closedLoop, percentile, repeat } from './run.mjs';
import { namesOf, workloads } from './workloads.mjs';

const HELP = `npm run bench -- tokens [options]

Reads users by id with a pasted token and with an access token, in turns, on a stack of its own, and
prints what each process paid for a request; then sends token requests at a steady rate, and prints
the part of a core that each process paid.

  --seconds 5        length of each measurement
  --rounds 4         measurements of each kind of token
  --connections 32   clients, each with one request in flight
  --rate 200         token requests a second, of ten clients`;
const { values: options } = typed(
  HELP,
  {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '4' },
    connections: { type: 'string', default: '32' },
    rate: { type: 'string', default: '200' },
  },
  { args: process.argv.slice(3) },
);
const SECONDS = Number(options.seconds);
const ROUNDS = Number(options.rounds);
const RATE = Number(options.rate);
const USERS = 1_000;
/** A client gets at most 25 access tokens in a second. */
const CLIENTS = 10;
const MOST_OF_A_CORE = 0.25;
/** A busy machine answers late; the rate stays. */
const MOST_AT_ONCE = 50;
const FORM = 'Content-Type: application/x-www-form-urlencoded\r\n';

/** @typedef {{ clientId: string, secret: string }} Client */

const median = (/** @type {readonly number[]} */ numbers) =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
/** @param {readonly (string | number)[]} cells */
const row = (cells) => console.log(`| ${cells.join(' | ')} |`);

/** @param {Client} client */
const formOf = ({ clientId, secret }) =>
  `grant_type=client_credentials&client_id=${clientId}&client_secret=${secret}`;

/** @param {string} base @param {number} count */
const opened = async (base, count) => {
  const all = Array.from({ length: count }, () => new Connection(base));
  await Promise.all(all.map((one) => one.open()));
  return all;
};

/** An access token. @param {Connection} connection @param {Client} client */
const granted = async (connection, client) => {
  const answer = await connection.send('POST', '/oauth2/token', formOf(client), FORM);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body.toString()}`);
  /** @type {{ access_token: string }} */
  const { access_token: token } = JSON.parse(answer.body.toString());
  return token;
};

/**
 * Requests at `RATE` a second, whatever the answers take: their times in ms.
 * @param {readonly Connection[]} connections
 * @param {(connection: Connection, number: number) => Promise<unknown>} request
 */
const steadily = async (connections, request) => {
  /** @type {number[]} */
  const times = [];
  const free = [...connections];
  const began = performance.now();
  const sent = [];
  for (let i = 0; i < RATE * SECONDS; i += 1) {
    await pause(Math.max(0, began + (i * 1_000) / RATE - performance.now()));
    const connection = free.shift();
    if (!connection) throw new Error(`${connections.length} connections are too few`);
    const at = performance.now();
    sent.push(
      request(connection, i).then(() => {
        times.push(performance.now() - at);
        free.push(connection);
      }),
    );
  }
  await Promise.all(sent);
  return { times: times.sort((a, b) => a - b), seconds: (performance.now() - began) / 1_000 };
};

/**
 * The CPU of each process while `work` runs, and of what it leaves behind.
 * @template {string} Name
 * @template T
 * @param {Readonly<Record<Name, number>>} pids
 * @param {() => Promise<T>} work
 */
const costOf = async (pids, work) => {
  const before = cpuOf(pids);
  const done = await work();
  await pause(1_000);
  return { ...done, micros: mapped(cpuOf(pids), (micros, name) => micros - before[name]) };
};

/** @param {import('./bench-stack.mjs').Bench} bench */
const measure = async ({ engines, stack, admin, target, settled }) => {
  const { services } = stack;
  const pids = {
    gateway: services.gateway.pid,
    directory: services.directory.pid,
    token: services.token.pid,
    postgres: engines.postgres.pid,
    redis: engines.redis.pid,
    kafka: engines.kafka.pid,
  };
  const origin = new URL(target.base).origin;
  /** @type {Client[]} */
  const clients = [];
  for (let i = 0; i < CLIENTS; i += 1) {
    const { body } = await admin('POST', '/tenants/bench/clients', { label: `client ${i}` });
    clients.push(/** @type {Client} */ (/** @type {unknown} */ (body)));
  }
  const [once] = await opened(origin, 1);
  const access = await granted(
    /** @type {Connection} */ (once),
    /** @type {Client} */ (clients[0]),
  );

  const kinds = { pasted: target.token, access };
  const { base } = target;
  const many = Number(options.connections);
  const created = await repeat({
    ...target,
    connections: many,
    count: USERS,
    operation: workloads({ users: [], prefix: 'tokens' }).create,
  });
  const settle = async () => (await settled()).ms;
  await settle();
  const { get: operation } = workloads({ users: created.map(namesOf), prefix: 'x' });
  say(`${USERS} users, ${CLIENTS} clients`);

  const names = /** @type {(keyof typeof kinds)[]} */ (Object.keys(kinds));
  /** @type {Record<keyof typeof kinds, Awaited<ReturnType<typeof closedLoop<keyof typeof pids>>>[]>} */
  const runs = { pasted: [], access: [] };
  for (let i = 0; i < ROUNDS; i += 1)
    // In turns, the first one changing: the machine grows warmer and the heap older.
    for (const name of i % 2 ? names : [...names].reverse())
      runs[name].push(
        await closedLoop({
          base,
          token: kinds[name],
          connections: many,
          operation,
          seconds: SECONDS,
          pids,
          settle,
        }),
      );
  console.log(
    `\nCPU µs for each GET of a user; medians of ${ROUNDS} runs of ${SECONDS} s, least and most of the sums\n`,
  );
  row(['token', 'op/s', 'gateway', 'directory', 'token service', 'postgres', 'redis', 'sum', 'of']);
  row(['---', ...Array(8).fill('--:')]);
  for (const name of names) {
    const of = (/** @type {keyof typeof pids} */ part) =>
      median(runs[name].map(({ micros }) => micros[part]));
    const sums = runs[name].map(({ micros: { kafka: _, ...micros } }) =>
      Object.values(micros).reduce((all, one) => all + one, 0),
    );
    const rate = median(runs[name].map((run) => run.operations / run.seconds));
    const parts = /** @type {const} */ (['gateway', 'directory', 'token', 'postgres', 'redis']);
    const range = `${Math.min(...sums)}–${Math.max(...sums)}`;
    row([name, Math.round(rate), ...parts.map(of), median(sums), range]);
  }

  // Here, since the gateway closes what is idle.
  const connections = await opened(origin, MOST_AT_ONCE);
  // What the processes do without any request is no cost of these.
  const idle = await costOf(pids, () => pause(SECONDS * 1_000).then(() => ({})));
  console.log(`\nParts of a core at ${RATE} requests a second; p50 and p99 in ms\n`);
  row(['requests', 'p50', 'p99', 'gateway', 'token service', 'postgres', 'redis', 'sum', 'target']);
  row(['---', ...Array(8).fill('--:')]);
  /** @param {string} name @param {Parameters<typeof steadily>[1]} request @param {string} target */
  const steady = async (name, request, target) => {
    await steadily(connections, request);
    const { times, seconds, micros } = await costOf(pids, () => steadily(connections, request));
    const cores = mapped(micros, (all, part) => (all - idle.micros[part]) / 1e6 / seconds);
    const sum = Object.values(cores).reduce((all, one) => all + one, 0);
    const { gateway, token, postgres, redis } = cores;
    const parts = [gateway, token, postgres, redis, sum].map((part) => part.toFixed(3));
    const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
    row([name, p50.toFixed(1), p99.toFixed(1), ...parts, target]);
  };
  const tokenRequest = (/** @type {Connection} */ connection, /** @type {number} */ i) =>
    granted(connection, /** @type {Client} */ (clients[i % CLIENTS]));
  await steady('token requests', tokenRequest, `< ${MOST_OF_A_CORE}`);
  // The same rate of the cheapest requests: what a request costs that shares its turn with none.
  const authorization = `Authorization: Bearer ${access}\r\n`;
  const get = (/** @type {Connection} */ connection) =>
    operation((method, path, body) =>
      connection.send(method, `/scim/v2${path}`, body, authorization),
    );
  await steady('GET of a user', get, '');
  for (const one of connections) one.close();
};

await onBenchStack('strict', measure);
