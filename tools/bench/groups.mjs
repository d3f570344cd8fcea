// npm run bench -- groups: what a PATCH of one member costs in groups of 10 to 100,000 members.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { databaseUrl, root, startEngines } from '../engines/engines.mjs';
import { stopLiving } from '../engines/part.mjs';
import { adminOf } from '../stack/admin.mjs';
import { build, typed } from '../options.mjs';
import { startStack } from '../stack/stack.mjs';
import { closedLoop, percentile, repeat } from './run.mjs';

const HELP = `npm run bench -- groups [options]

Prints what a PATCH of one member costs in groups of different sizes.

  --sizes 10,1000,100000   members of each group
  --seconds 5              length of each measurement
  --connections 16         clients, each with one request in flight`;
const { values: options } = typed(
  HELP,
  {
    sizes: { type: 'string', default: '10,1000,100000' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '16' },
  },
  { args: process.argv.slice(3) },
);
build();
const sizes = options.sizes.split(',').map(Number);
const connections = Number(options.connections);
const { Client } = createRequire(path.join(root, 'package.json'))('pg');
const say = (text) => process.stderr.write(`${text}\n`);
const dir = path.join(os.tmpdir(), `rollcall-bench-${process.pid}`);
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const MOST_AT_ONCE = 5_000;

let engines;
let stack;

/** Waits until the directory stands where the log does; resolves to the ms that took. */
const settledAt = async (log, directory) => {
  const began = performance.now();
  for (;;) {
    const [recorded, projected] = await Promise.all([
      log.query(`SELECT position FROM tenants WHERE tenant_id = 'bench'`),
      directory.query(`SELECT position FROM checkpoints WHERE tenant_id = 'bench'`),
    ]);
    if (recorded.rows[0].position === projected.rows[0]?.position) return performance.now() - began;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const idOf = ({ body }) => JSON.parse(body).id;
const patch = (send, id, op) =>
  send('PATCH', `/Groups/${id}`, JSON.stringify({ schemas: [PATCH_OP], Operations: [op] }));
const add = (members) => ({
  op: 'add',
  path: 'members',
  value: members.map((value) => ({ value })),
});

const measure = async () => {
  engines = await startEngines({
    dir: path.join(dir, 'engines'),
    fresh: true,
    say: () => undefined,
  });
  stack = await startStack({ engines, dir: path.join(dir, 'logs') });
  const [gateway] = stack.gateways;
  const admin = adminOf(gateway.adminBaseUrl, stack.operatorKey);
  const tenant = { id: 'bench', name: 'Bench', profile: 'full' };
  await admin('POST', '/tenants', tenant);
  await admin('PATCH', '/tenants/bench', { rateLimit: 100_000 });
  const { token } = (await admin('POST', '/tenants/bench/tokens', { label: 'bench' })).body;
  const log = new Client(stack.logDatabaseUrl);
  const directory = new Client(databaseUrl(engines.env.DATABASE_URL, 'rollcall_directory'));
  await Promise.all([log.connect(), directory.connect()]);
  const settle = () => settledAt(log, directory);
  const target = { base: gateway.scimBaseUrl, token };
  const one = { ...target, connections: 1 };

  let made = 0;
  const spare = 2 * connections;
  const users = (
    await repeat({
      ...target,
      connections: 64,
      count: Math.max(...sizes) + spare,
      operation: (send) => {
        const userName = `u${(made += 1)}@example.com`;
        return send('POST', '/Users', JSON.stringify({ userName, displayName: userName }));
      },
    })
  ).map(idOf);
  say(`${users.length} users`);
  const spares = users.splice(0, spare);
  const groups = [];
  for (const size of sizes) {
    const [created] = await repeat({
      ...one,
      count: 1,
      operation: (send) =>
        send('POST', '/Groups', JSON.stringify({ displayName: `Group of ${size}` })),
    });
    const id = idOf(created);
    for (let from = 0; from < size; from += MOST_AT_ONCE) {
      const members = users.slice(from, Math.min(size, from + MOST_AT_ONCE));
      const [done] = await repeat({
        ...one,
        count: 1,
        operation: (send) => patch(send, id, add(members)),
      });
      if (done.status !== 204) throw new Error(`members were refused: ${done.status} ${done.body}`);
    }
    groups.push({ id, size });
    say(`a group of ${size}`);
  }
  await settle();
  await Promise.all([log.query('VACUUM ANALYZE'), directory.query('VACUUM ANALYZE')]);

  const { services } = stack;
  const pids = {
    gateway: services.gateway.pid,
    directory: services.directory.pid,
    postgres: engines.postgres.pid,
  };
  console.log(
    `\nCPU µs for each request, ${connections} connections\n\n` +
      '|                                |  op/s | p50 ms | p99 ms | gateway | directory | postgres |  sum |\n' +
      '|--------------------------------|------:|-------:|-------:|--------:|----------:|---------:|-----:|',
  );
  const show = async (name, operation) => {
    const seconds = Number(options.seconds);
    const run = await closedLoop({ ...target, connections, operation, seconds, pids, settle });
    const { gateway: g, directory: d, postgres: p } = run.micros;
    const cells = [
      [Math.round(run.operations / run.seconds), 5],
      [percentile(run.times, 0.5).toFixed(1), 6],
      [percentile(run.times, 0.99).toFixed(1), 6],
      [g, 7],
      [d, 9],
      [p, 8],
      [g + d + p, 4],
    ].map(([value, width]) => String(value).padStart(width));
    console.log(`| ${name.padEnd(30)} | ${cells.join(' | ')} |`);
  };
  for (const { id, size } of groups) {
    const free = [...spares];
    await show(`PATCH in a group of ${size}`, async (send) => {
      const member = free.pop();
      const done = [
        await patch(send, id, add([member])),
        await patch(send, id, { op: 'remove', path: `members[value eq "${member}"]` }),
      ];
      free.push(member);
      if (done.some(({ status }) => status !== 204)) throw new Error('a PATCH was refused');
    });
  }
  for (const { id, size } of groups)
    await show(`GET without members, ${size}`, (send) =>
      send('GET', `/Groups/${id}?excludedAttributes=members`),
    );
  await Promise.all([log.end(), directory.end()]);
};

const stop = async () => {
  await stack?.stop();
  await engines?.stop();
  await stopLiving();
  fs.rmSync(dir, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => void stop().then(() => process.exit(1)));
let failure;
try {
  await measure();
} catch (error) {
  failure = error;
  console.error(error);
}
await stop();
process.exit(failure ? 1 : 0);
