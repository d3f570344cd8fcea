import { subject, tenantId, topics, type ListQuestion, type ReadEvent } from '@rollcall/contracts';
import { ensureTopics } from '@rollcall/messaging';
import { createKafka } from '@rollcall/subscriber';
import { createLogger, createPool, runMigrations } from '@rollcall/platform';
import { engines, freshGeneration } from '@rollcall/testing';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Pool } from 'pg';
import { Projector } from '../projecting/projector';
import { projections } from '../projections/projections';
import { WaitFor } from '../freshness/wait-for';
import { schema } from '../projections/schema';
import { CursorLists } from './cursor-lists';
import { ListDatabase } from './list-database';
import { ListReads, type ReadFrom } from './list-reads';
import { ListTurns } from './list-turns';
import { USERS } from './resource-table';
import { ResourceLists } from './resource-lists';

interface Server {
  readonly url: string;
  kill9(): Promise<void>;
  start(): Promise<void>;
}
const { postgresWithReplica } = createRequire(__filename)(
  '../../../../tools/engines/postgres-replica.mjs',
) as {
  postgresWithReplica(): Promise<{ primary: Server; replica: Server; stop(): Promise<void> }>;
};

const DEADLINE_MS = 4_000;
const KEY = 'a-gateway-key-for-the-specs';
const silent = createLogger('spec', 'silent', { write: () => undefined });
const REPLICA_DEADLINE_MS = 1_500;
const TENANT = 'acme';

let servers: Awaited<ReturnType<typeof postgresWithReplica>>;
let primary: Pool;
let replica: Pool;
let projector: Projector;
let position = 0;
let reads: ReadFrom[];
let lists: ResourceLists;
let cursors: CursorLists;

const urlOf = ({ url }: Server) => url.replace(/postgres$/, 'rollcall_directory');
const poolOf = (server: Server) =>
  createPool({
    url: urlOf(server),
    name: 'spec',
    max: 3,
    connectMs: REPLICA_DEADLINE_MS,
    onError: () => undefined,
  });

beforeAll(async () => {
  servers = await postgresWithReplica();
  await runMigrations(urlOf(servers.primary), schema);
  primary = poolOf(servers.primary);
  replica = poolOf(servers.replica);
  projector = new Projector({
    pool: primary,
    projections,
    logger: silent,
    observer: { projected: () => undefined, held: () => undefined, skipped: () => undefined },
  });
}, 120_000);
afterAll(async () => {
  await Promise.all([primary?.end(), replica?.end()]);
  await servers?.stop();
}, 60_000);

/** A replica that was skipped in one test is used again in the next. */
beforeEach(async () => {
  reads = [];
  const wait = new WaitFor(DEADLINE_MS);
  const turns = new ListTurns({ all: 3 });
  const of = (pool: Pool) => new ListDatabase({ pool, side: pool, turns });
  const from = { database: of(replica), deadlineMs: REPLICA_DEADLINE_MS };
  const side = new ListReads(of(primary), wait, from, {
    read: (one) => reads.push(one),
    refused: () => undefined,
  });
  lists = new ResourceLists(side);
  cursors = new CursorLists(side);
  await provision();
});

/** One more user, projected on the primary; its position. */
const provision = async (): Promise<number> => {
  position += 1;
  const login = `${position}@example.com`;
  const event = {
    tenantId: tenantId(TENANT),
    position,
    subject: subject('users', `u${position}`),
    streamVersion: 1,
    type: 'UserProvisioned',
    version: 1,
    data: { userId: `u${position}`, login, attributes: { userName: login, active: true } },
    actor: 'operator',
    correlationId: 'c',
    time: '2026-01-01T00:00:00.000Z',
    epoch: 'e1',
    known: true,
  } as ReadEvent;
  await projector.project({
    topic: 'rollcall.provisioning.v1',
    partition: 3,
    events: [{ offset: String(position), event }],
    highWatermark: '100',
    lastOffset: '99',
  });
  return position;
};

const question = (atLeast: number, more: Partial<ListQuestion> = {}): ListQuestion => ({
  profile: 'full',
  beside: false,
  startIndex: 1,
  count: 100,
  atLeast,
  baseUrl: 'http://x',
  ...more,
});
const total = async (atLeast: number, more: Partial<ListQuestion> = {}) => {
  const list = await lists.answer(TENANT, USERS, question(atLeast, more), caller());
  return list && (JSON.parse(list.text) as { totalResults: number }).totalResults;
};
const caller = () => ({ endsAt: performance.now() + 10_000, socket: new Socket() });
const replay = (act: 'pause' | 'resume') => replica.query(`SELECT pg_wal_replay_${act}()`);

it('lists are read on the replica once it has the requested position', async () => {
  expect(await total(position)).toBe(position);
  expect(await total(position, { filter: 'userName co "@"' })).toBe(position);
  expect(reads).toEqual(['replica', 'replica']);
});

it('a replica that is a moment late is waited for', async () => {
  await total(position);
  await replay('pause');
  const wanted = await provision();
  const answer = total(wanted);
  setTimeout(() => void replay('resume'), 200);
  expect(await answer).toBe(wanted);
  expect(reads).toEqual(['replica', 'replica']);
});

it('one that stays behind is left for the primary, which has it, before the deadline', async () => {
  await total(position);
  await replay('pause');
  try {
    const wanted = await provision();
    const began = performance.now();
    expect(await total(wanted)).toBe(wanted);
    expect(performance.now() - began).toBeGreaterThan(REPLICA_DEADLINE_MS - 100);
    // The next list does not wait for it again.
    expect(await total(wanted)).toBe(wanted);
    expect(reads).toEqual(['replica', 'primary', 'primary']);
  } finally {
    await replay('resume');
  }
});

it('a list that names no position is read on the primary', async () => {
  expect(await total(0)).toBe(position);
  expect(reads).toEqual(['primary']);
});

it('pages by cursor come from the replica, lists that are kept from the primary', async () => {
  const page = await cursors.answer(
    TENANT,
    USERS,
    question(position, { count: 1 }),
    'first',
    caller(),
  );
  if (typeof page === 'string' || !page.marks.next) throw new Error('there is another page');
  await cursors.answer(TENANT, USERS, question(position, { count: 1 }), page.marks.next, caller());
  expect(reads).toEqual(['replica', 'replica']);
  const sorted = question(position, { count: 1, sortBy: 'userName', sortOrder: 'ascending' });
  const first = await cursors.answer(TENANT, USERS, sorted, 'first', caller());
  if (typeof first === 'string' || !first.marks.next) throw new Error('there is another page');
  const second = await cursors.answer(TENANT, USERS, sorted, first.marks.next, caller());
  expect(second).toMatchObject({ text: expect.stringContaining('"itemsPerPage":1') });
  expect(reads).toEqual(['replica', 'replica']);
});

it('one deadline covers both: a position that neither has is refused in time', async () => {
  await total(position);
  await replay('pause');
  try {
    const began = performance.now();
    expect(await total(position + 1)).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(DEADLINE_MS + 1_000);
  } finally {
    await replay('resume');
  }
});

it('the service reads lists where its environment says', async () => {
  const { brokers } = engines();
  const kafka = createKafka({ brokers: [...brokers], clientId: 'spec', log: silent });
  const generation = await freshGeneration();
  const topic = topics.provisioning(generation);
  await ensureTopics(kafka, [{ topic, partitions: 1 }], { singleNode: true });
  const child = spawn(process.execPath, [join(__dirname, '../../dist/main.js')], {
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      DATABASE_URL: urlOf(servers.primary),
      REPLICA_DATABASE_URL: urlOf(servers.replica),
      REPLICA_DEADLINE_MS: '10000',
      LIST_DEADLINE_MS: '20000',
      KAFKA_BROKERS: brokers.join(','),
      TOPIC_GENERATION: String(generation),
      INTERNAL_PORT: '0',
      GATEWAY_INTERNAL_URL: 'http://127.0.0.1:1',
      DIRECTORY_KEYS: KEY,
      INTERNAL_KEYS: 'an-operator-key-for-the-specs',
      DRAIN_MS: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const port = await new Promise<string>((resolve, reject) => {
      createInterface(child.stdout).on('line', (line) => {
        const found = /"internalPort":(\d+)/.exec(line)?.[1];
        if (found) resolve(found);
      });
      child.on('exit', (code) => reject(new Error(`it ended with ${code}`)));
    });
    const base = `http://127.0.0.1:${port}`;
    const answer = await fetch(`${base}/internal/v1/tenants/${TENANT}/users/list`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(question(position)),
    });
    expect(await answer.json()).toMatchObject({ totalResults: position });
    const metrics = await (await fetch(`${base}/metrics`)).text();
    expect(metrics).toMatch(/rollcall_directory_lists_total\{from="replica".*\} 1/);
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}, 120_000);

it('a replica that fell costs nothing but its share, and is taken again when it is back', async () => {
  await total(position);
  await servers.replica.kill9();
  expect(await total(position)).toBe(position);
  expect(reads).toEqual(['replica', 'primary']);
  await servers.replica.start();
  const end = Date.now() + 30_000;
  while (reads.at(-1) !== 'replica' && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await total(position)).toBe(position);
  }
  expect(reads.at(-1)).toBe('replica');
}, 60_000);
