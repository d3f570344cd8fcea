// npm run bench -- sizes: the bytes that an event and a person take, in the log, the topic and the directory.
import fs from 'node:fs';
import path from 'node:path';
import { typed } from '../options.mjs';
import { onBenchStack, say } from './bench-stack.mjs';
import { repeat } from './run.mjs';
import { namesOf, workloads } from './workloads.mjs';

const HELP = `npm run bench -- sizes [options]

Prints the bytes that an event and a person take in the log, the topic and the directory.

  --people 20000     how many join
  --changes 3        of each of them
  --profile strict   or full`;
const { values: options } = typed(
  HELP,
  {
    people: { type: 'string', default: '20000' },
    changes: { type: 'string', default: '3' },
    profile: { type: 'string', default: 'strict' },
  },
  { args: process.argv.slice(3) },
);
/** @typedef {import('pg').Client} Client */

const people = Number(options.people);
const changes = people * Number(options.changes);
const SIZES = `
SELECT t.relname AS table, pg_table_size(t.oid)::float8 AS rows,
       coalesce(json_object_agg(i.relname, pg_relation_size(i.oid)) FILTER (WHERE i.oid IS NOT NULL), '{}') AS indexes
FROM pg_class t
LEFT JOIN pg_index x ON x.indrelid = t.oid LEFT JOIN pg_class i ON i.oid = x.indexrelid
WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace AND t.relname = ANY($1)
GROUP BY t.oid, t.relname ORDER BY t.relname`;

/** Bytes of the segments of the topic, and of all that belongs to them. @param {string} enginesDir */
const topicBytes = (enginesDir) => {
  const [folder = ''] = fs
    .readdirSync(enginesDir, { recursive: true, encoding: 'utf8' })
    .filter((name) => /rollcall\.provisioning\.v1-0$/.test(name));
  const data = path.join(enginesDir, path.dirname(folder));
  return fs
    .readdirSync(data)
    .filter((name) => /^rollcall\.provisioning\.v1-\d+$/.test(name))
    .flatMap((name) =>
      fs.readdirSync(path.join(data, name)).map((file) => path.join(data, name, file)),
    )
    .filter((file) => file.endsWith('.log'))
    .reduce((sum, file) => sum + fs.statSync(file).size, 0);
};

/** @param {string} what @param {number} bytes @param {number} count */
const print = (what, bytes, count) =>
  console.log(`| ${what.padEnd(42)} | ${String(Math.round(bytes / count)).padStart(6)} |`);

/** @param {import('./bench-stack.mjs').Bench} bench */
const measure = async ({ enginesDir, target: one, log, directory, settled }) => {
  const target = { ...one, connections: 32 };
  const created = await repeat({
    ...target,
    count: people,
    operation: workloads({ users: [], prefix: 'p' }).create,
  });
  const users = created.map(namesOf);
  const { position: first } = await settled();
  const joined = { topic: topicBytes(enginesDir), events: await heap(log) };
  say(`${people} people joined, ${first} events`);
  await repeat({ ...target, count: changes, operation: workloads({ users, prefix: 'q' }).patch });
  const { position: events } = await settled();
  say(`${changes} changes, ${events} events`);
  await Promise.all([log.query('VACUUM ANALYZE'), directory.query('VACUUM ANALYZE')]);
  console.log(
    `\n| bytes, profile ${options.profile.padEnd(27)} |   each |\n|${'-'.repeat(44)}|-------:|`,
  );
  print('topic: who joins, a replica', joined.topic, first);
  print('topic: a change, a replica', topicBytes(enginesDir) - joined.topic, events - first);
  print('log: who joins, without indexes', joined.events, first);
  print('log: a change, without indexes', (await heap(log)) - joined.events, events - first);
  /** @type {[Client, string[], number, string][]} */
  const parts = [
    [log, ['events'], events, 'an event'],
    [log, ['streams', 'claims'], people, 'a person'],
    [directory, ['users'], people, 'a person'],
  ];
  for (const [client, tables, count, unit] of parts) {
    /** @type {import('pg').QueryResult<{ table: string, rows: number, indexes: Record<string, number> }>} */
    const sizes = await client.query(SIZES, [tables]);
    for (const { table, rows, indexes } of sizes.rows) {
      print(`${table}: ${unit}`, rows, count);
      for (const [name, bytes] of Object.entries(indexes)) print(`  index ${name}`, bytes, count);
    }
  }
  /** @type {import('pg').QueryResult<{ bytes: number }>} */
  const { rows } = await log.query(
    `SELECT sum(pg_total_relation_size(inhrelid))::float8 AS bytes FROM pg_inherits
     WHERE inhparent = 'requests'::regclass`,
  );
  print('requests: a request', rows[0]?.bytes ?? 0, people + changes);
};

const heap = async (/** @type {Client} */ log) => {
  /** @type {import('pg').QueryResult<{ bytes: string }>} */
  const { rows } = await log.query(`SELECT pg_table_size('events') AS bytes`);
  return Number(rows[0]?.bytes);
};

await onBenchStack(options.profile, measure);
