// npm run bench -- sizes: the bytes that an event and a person take, in the log, the topic and the directory.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { databaseUrl, root, startEngines } from '../engines/engines.mjs';
import { stopLiving } from '../engines/part.mjs';
import { adminOf } from '../stack/admin.mjs';
import { startStack } from '../stack/stack.mjs';
import { repeat } from './run.mjs';
import { workloads } from './workloads.mjs';

const { values: options } = parseArgs({
  args: process.argv.slice(3),
  options: {
    people: { type: 'string', default: '20000' },
    changes: { type: 'string', default: '3' },
    profile: { type: 'string', default: 'strict' },
  },
});
const people = Number(options.people);
const changes = people * Number(options.changes);
const { Client } = createRequire(path.join(root, 'package.json'))('pg');
const dir = path.join(os.tmpdir(), `rollcall-bench-${process.pid}`);
const say = (text) => process.stderr.write(`${text}\n`);

let engines;
let stack;

const settled = async (log, directory) => {
  for (;;) {
    const [recorded, projected] = await Promise.all([
      log.query(`SELECT position FROM tenants WHERE tenant_id = 'bench'`),
      directory.query(`SELECT position FROM checkpoints WHERE tenant_id = 'bench'`),
    ]);
    const { position } = recorded.rows[0];
    if (position === projected.rows[0]?.position) return Number(position);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const SIZES = `
SELECT t.relname AS table, pg_table_size(t.oid)::float8 AS rows,
       coalesce(json_object_agg(i.relname, pg_relation_size(i.oid)) FILTER (WHERE i.oid IS NOT NULL), '{}') AS indexes
FROM pg_class t
LEFT JOIN pg_index x ON x.indrelid = t.oid LEFT JOIN pg_class i ON i.oid = x.indexrelid
WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace AND t.relname = ANY($1)
GROUP BY t.oid, t.relname ORDER BY t.relname`;

/** Bytes of the segments of the topic, and of all that belongs to them. */
const topicBytes = () => {
  const [folder] = fs
    .readdirSync(path.join(dir, 'engines'), { recursive: true })
    .filter((name) => /rollcall\.provisioning\.v1-0$/.test(name));
  const data = path.join(dir, 'engines', path.dirname(folder));
  return fs
    .readdirSync(data)
    .filter((name) => /^rollcall\.provisioning\.v1-\d+$/.test(name))
    .flatMap((name) =>
      fs.readdirSync(path.join(data, name)).map((file) => path.join(data, name, file)),
    )
    .filter((file) => file.endsWith('.log'))
    .reduce((sum, file) => sum + fs.statSync(file).size, 0);
};

const print = (what, bytes, count) =>
  console.log(`| ${what.padEnd(42)} | ${String(Math.round(bytes / count)).padStart(6)} |`);

const measure = async () => {
  engines = await startEngines({
    dir: path.join(dir, 'engines'),
    fresh: true,
    say: () => undefined,
  });
  stack = await startStack({ engines, dir: path.join(dir, 'logs') });
  const [gateway] = stack.gateways;
  const admin = adminOf(gateway.adminBaseUrl, stack.operatorKey);
  await admin('POST', '/tenants', { id: 'bench', name: 'Bench', profile: options.profile });
  await admin('PATCH', '/tenants/bench', { rateLimit: 100_000 });
  const { token } = (await admin('POST', '/tenants/bench/tokens', { label: 'bench' })).body;
  const log = new Client(stack.logDatabaseUrl);
  const directory = new Client(databaseUrl(engines.env.DATABASE_URL, 'rollcall_directory'));
  await Promise.all([log.connect(), directory.connect()]);
  const target = { base: gateway.scimBaseUrl, token, connections: 32 };
  const created = await repeat({
    ...target,
    count: people,
    operation: workloads({ users: [], prefix: 'p' }).create,
  });
  const users = created
    .map(({ body }) => JSON.parse(body))
    .map(({ id, userName }) => [id, userName]);
  const first = await settled(log, directory);
  const joined = { topic: topicBytes(), events: await heap(log) };
  say(`${people} people joined, ${first} events`);
  await repeat({ ...target, count: changes, operation: workloads({ users, prefix: 'q' }).patch });
  const events = await settled(log, directory);
  say(`${changes} changes, ${events} events`);
  await Promise.all([log.query('VACUUM ANALYZE'), directory.query('VACUUM ANALYZE')]);
  console.log(
    `\n| bytes, profile ${options.profile.padEnd(27)} |   each |\n|${'-'.repeat(44)}|-------:|`,
  );
  print('topic: who joins, a replica', joined.topic, first);
  print('topic: a change, a replica', topicBytes() - joined.topic, events - first);
  print('log: who joins, without indexes', joined.events, first);
  print('log: a change, without indexes', (await heap(log)) - joined.events, events - first);
  const parts = [
    [log, ['events'], events, 'an event'],
    [log, ['streams', 'claims'], people, 'a person'],
    [directory, ['users'], people, 'a person'],
  ];
  for (const [client, tables, count, unit] of parts)
    for (const { table, rows, indexes } of (await client.query(SIZES, [tables])).rows) {
      print(`${table}: ${unit}`, rows, count);
      for (const [name, bytes] of Object.entries(indexes)) print(`  index ${name}`, bytes, count);
    }
  const { rows } = await log.query(
    `SELECT sum(pg_total_relation_size(inhrelid))::float8 AS bytes FROM pg_inherits
     WHERE inhparent = 'requests'::regclass`,
  );
  print('requests: a request', rows[0].bytes, people + changes);
  await Promise.all([log.end(), directory.end()]);
};

const heap = async (log) =>
  Number((await log.query(`SELECT pg_table_size('events') AS bytes`)).rows[0].bytes);

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
