// Redis as production has it: several nodes behind sentinels, or a cluster; with TLS and passwords.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from 'redis';
import { fetched } from './fetch.mjs';
import { note } from './leftovers.mjs';
import { onSpawn, ManagedProcess } from './managed.mjs';
import { freePort, sleep } from './run.mjs';
import { redisBinary, SAFE } from './redis.mjs';
import { selfSigned } from './self-signed.mjs';

/** What Redis asks of its clients, and the sentinels of theirs. */
const PASSWORDS = { redis: 'of the nodes', sentinel: 'of the sentinels' };
const PRIMARY = 'rollcall';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * What both sets of nodes have: a folder, a certificate, how a process starts and is queried. With
 * `asksClients` a client without a certificate is refused.
 */
/** @typedef {readonly (string | number)[]} Line of a configuration */
/** @typedef {ManagedProcess & { port: number, ask: (...command: (string | number)[]) => Promise<unknown> }} Node */

/** @param {{ asksClients?: boolean }} [options] */
const ground = async ({ asksClients = false } = {}) => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'rollcall-engines-'));
  const binary = redisBinary(await fetched(path.join(root, '.local'), () => undefined));
  const { certificate, key } = selfSigned(dir);
  const client = selfSigned(dir, 'client');
  // Nodes are each other's clients, with the certificate that they serve with.
  const known = path.join(dir, 'known.crt');
  fs.writeFileSync(
    known,
    [certificate, client.certificate].map((file) => fs.readFileSync(file)).join(''),
  );
  /** @type {ManagedProcess[]} */
  const parts = [];
  const write = () => note(dir, parts);
  onSpawn.add(write);

  /**
   * One command to a node, by a connection of its own.
   * @param {number} port
   * @param {string} password
   * @param {(string | number)[]} command
   * @returns {Promise<unknown>}
   */
  const ask = async (port, password, ...command) => {
    const asking = createClient({
      password,
      RESP: 2,
      socket: {
        host: '127.0.0.1',
        port,
        tls: true,
        ca: fs.readFileSync(certificate),
        cert: fs.readFileSync(client.certificate),
        key: fs.readFileSync(client.key),
        reconnectStrategy: false,
      },
    });
    asking.on('error', () => undefined);
    await asking.connect();
    try {
      return await asking.sendCommand(command.map(String));
    } finally {
      asking.destroy();
    }
  };

  /**
   * Starts a process; `settings` are the lines of its configuration, which sentinels write to.
   * @param {number} port
   * @param {string} password
   * @param {readonly Line[]} settings
   * @param {readonly string[]} flags
   * @returns {Promise<Node>}
   */
  const start = async (port, password, settings, flags = []) => {
    const home = path.join(dir, String(port));
    fs.mkdirSync(home);
    const file = path.join(home, 'redis.conf');
    /** @type {readonly Line[]} */
    const lines = [
      ['port', 0],
      ['tls-port', port],
      ['bind', '127.0.0.1', '-::1'],
      ['dir', home],
      ['tls-cert-file', certificate],
      ['tls-key-file', key],
      ['tls-ca-cert-file', known],
      ['tls-auth-clients', asksClients ? 'yes' : 'no'],
      ['tls-replication', 'yes'],
      ['requirepass', `"${password}"`],
      ...settings,
    ];
    fs.writeFileSync(file, lines.map((line) => `${line.join(' ')}\n`).join(''));
    const part = new ManagedProcess({
      name: 'redis',
      command: binary,
      args: [file, ...flags],
      ready: async () => (await ask(port, password, 'PING')) === 'PONG',
      log: path.join(home, 'redis.log'),
    });
    parts.push(part);
    await part.start();
    return Object.assign(part, {
      port,
      ask: (/** @type {(string | number)[]} */ ...command) => ask(port, password, ...command),
    });
  };

  /** @param {number} port @param {Line[]} settings */
  const node = (port, ...settings) =>
    start(port, PASSWORDS.redis, [
      ...SAFE.map(([name, value]) => [name, value === '' ? '""' : value]),
      ['masterauth', `"${PASSWORDS.redis}"`],
      ['repl-diskless-sync-delay', 0],
      ...settings,
    ]);

  return {
    dir,
    start,
    node,
    ca: certificate,
    client,
    stop: async () => {
      onSpawn.delete(write);
      for (const part of parts) if (part.pid) await part.kill9();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
};

/** @param {string} what @param {() => Promise<boolean>} holds */
const until = async (what, holds, withinMs = 60_000) => {
  for (const end = Date.now() + withinMs; !(await holds().catch(() => false)); await sleep(50))
    if (Date.now() > end) throw new Error(`${what}: not within ${withinMs} ms`);
};

const addressOf = (/** @type {Node} */ { port }) => `127.0.0.1:${port}`;

/** A primary, a replica and three sentinels that need two to agree; clients show a certificate. */
export const sentinelSet = async () => {
  const { start, node, ca, client, stop } = await ground({ asksClients: true });
  try {
    const primary = await node(await freePort());
    const replica = await node(await freePort(), ['replicaof', '127.0.0.1', primary.port]);
    const linked = async () =>
      /state=online/.test(String(await primary.ask('INFO', 'replication')));
    await until('the replica follows', linked);
    /** @type {Node[]} */
    const sentinels = [];
    for (let i = 0; i < 3; i += 1)
      sentinels.push(
        await start(
          await freePort(),
          PASSWORDS.sentinel,
          [
            ['sentinel', 'monitor', PRIMARY, '127.0.0.1', primary.port, 2],
            ['sentinel', 'auth-pass', PRIMARY, `"${PASSWORDS.redis}"`],
            ['sentinel', 'sentinel-pass', `"${PASSWORDS.sentinel}"`],
            ['sentinel', 'down-after-milliseconds', PRIMARY, 3_000],
            ['sentinel', 'failover-timeout', PRIMARY, 6_000],
          ],
          ['--sentinel'],
        ),
      );
    await until('the sentinels know each other and the replica', async () => {
      const flat = /** @type {unknown[]} */ (
        await sentinels[0]?.ask('SENTINEL', 'MASTER', PRIMARY)
      );
      const field = (/** @type {string} */ name) => flat[flat.indexOf(name) + 1];
      return field('num-other-sentinels') === '2' && field('num-slaves') === '1';
    });
    const env = {
      REDIS_MODE: 'sentinel',
      REDIS_NODES: sentinels.map(addressOf).join(','),
      REDIS_PRIMARY: PRIMARY,
      REDIS_TLS: 'true',
      REDIS_TLS_CERT_FILE: client.certificate,
      REDIS_TLS_KEY_FILE: client.key,
      REDIS_PASSWORD: PASSWORDS.redis,
      REDIS_SENTINEL_PASSWORD: PASSWORDS.sentinel,
      NODE_EXTRA_CA_CERTS: ca,
    };
    return { primary, replica, sentinels, env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** @type {[number, number][]} */
const RANGES = [
  [0, 5_460],
  [5_461, 10_922],
  [10_923, 16_383],
];

/** Three primaries, and a replica of the one that has the keys of `key`'s slot. */
export const clusterSet = async (/** @type {string} */ key) => {
  const { node, ca, stop } = await ground();
  try {
    /** @type {Line[]} */
    const settings = [
      ['cluster-enabled', 'yes'],
      ['cluster-node-timeout', 3_000],
      ['tls-cluster', 'yes'],
    ];
    // The port of the nodes' own talk is 10000 above.
    const port = async () => {
      for (;;) {
        const free = await freePort();
        if (free < 55_000) return free;
      }
    };
    /** @type {Node[]} */
    const primaries = [];
    for (const [from, to] of RANGES) {
      const one = await node(await port(), ...settings);
      await one.ask('CLUSTER', 'ADDSLOTSRANGE', from, to);
      primaries.push(one);
    }
    const replica = await node(await port(), ...settings);
    const [first, ...others] = [...primaries, replica];
    for (const other of others) await first?.ask('CLUSTER', 'MEET', '127.0.0.1', other.port);
    const slot = Number(await replica.ask('CLUSTER', 'KEYSLOT', key));
    const owner = primaries[RANGES.findIndex(([from, to]) => from <= slot && slot <= to)];
    if (!owner) throw new Error(`no node has slot ${slot}`);
    const ownerId = String(await owner.ask('CLUSTER', 'MYID'));
    await until(
      'the replica knows its primary',
      async () => (await replica.ask('CLUSTER', 'REPLICATE', ownerId)) === 'OK',
    );
    for (const one of [...primaries, replica])
      await until('the cluster is whole', async () => {
        const said = String(await one.ask('CLUSTER', 'INFO'));
        return /cluster_state:ok/.test(said) && /cluster_known_nodes:4/.test(said);
      });
    await until('the replica follows', async () =>
      /state=online/.test(String(await owner.ask('INFO', 'replication'))),
    );
    const env = {
      REDIS_MODE: 'cluster',
      REDIS_NODES: primaries.map(addressOf).join(','),
      REDIS_TLS: 'true',
      REDIS_PASSWORD: PASSWORDS.redis,
      NODE_EXTRA_CA_CERTS: ca,
    };
    return { primaries, owner, replica, slot, env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
