import { topics, type ReaderPlace } from '@rollcall/contracts';
import { ensureTopics } from '@rollcall/messaging';
import { createKafka } from '@rollcall/subscriber';
import { clientDigest, createLogger, createPool, runMigrations } from '@rollcall/platform';
import { engines, freshDatabase, type FreshDatabase, freshGeneration } from '@rollcall/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { Pool } from 'pg';
import { schema } from '../projections/schema';

const KEY = 'a-service-key-for-the-specs';
const CLIENT_KEY = 'a-client-key-for-the-specs';
const BUSY = ['busy-1', 'busy-2', 'busy-3'];
const PEOPLE = 6_000;
const MAILS = 40;

/** What one list of these costs is seconds, and below what a filter may cost. */
const COSTLY = Array.from({ length: 45 }, (_, i) => `emails.value co "absent-${i}"`).join(' or ');

/** Log-in requests are answered, whatever lists others read. */
describe('a directory whose list connections are all taken', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let child: ChildProcess;
  let base: string;
  let open: string;
  let gateway: Server;

  beforeAll(async () => {
    database = await freshDatabase('neighbours');
    await runMigrations(database.url, schema);
    pool = createPool({ url: database.url, name: 'spec', max: 2, onError: () => undefined });
    for (const tenant of [...BUSY, 'calm']) await filled(tenant);
    const { brokers } = engines();
    const log = createLogger('spec', 'silent', { write: () => undefined });
    const kafka = createKafka({ brokers: [...brokers], clientId: 'spec', log });
    const generation = await freshGeneration();
    const topic = topics.provisioning(generation);
    await ensureTopics(kafka, [{ topic, partitions: 1 }], { singleNode: true });
    gateway = createServer((request, response) => {
      void text(request).then((sent) => {
        const { tenants } = JSON.parse(sent) as { tenants: readonly ReaderPlace[] };
        const said = tenants.map((one) => ({ ...one, behindSeconds: 0, parted: false }));
        response.end(JSON.stringify({ tenants: said }));
      });
    });
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
    child = spawn(process.execPath, [join(__dirname, '../../dist/main.js')], {
      env: {
        PATH: process.env['PATH'] ?? '',
        PORT: '0',
        DATABASE_URL: database.url,
        KAFKA_BROKERS: brokers.join(','),
        TOPIC_GENERATION: String(generation),
        INTERNAL_PORT: '0',
        GATEWAY_INTERNAL_URL: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`,
        DIRECTORY_KEYS: KEY,
        INTERNAL_KEYS: 'an-operator-key-for-the-specs',
        CLIENT_KEYS: `spec:${clientDigest(CLIENT_KEY)}:logins:read`,
        DRAIN_MS: '0',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [port, internalPort] = await new Promise<string[]>((resolve, reject) => {
      createInterface(child.stdout as NodeJS.ReadableStream).on('line', (line) => {
        const found = [/"port":(\d+)/, /"internalPort":(\d+)/].map((of) => of.exec(line)?.[1]);
        if (found[0] && found[1]) resolve(found as string[]);
      });
      child.on('exit', (code) => reject(new Error(`it ended with ${code}`)));
    });
    open = `http://127.0.0.1:${port}`;
    base = `http://127.0.0.1:${internalPort}`;
    await until(async () => (await login('calm')).status === 200);
  }, 120_000);
  afterAll(async () => {
    child?.kill('SIGTERM');
    if (child) await once(child, 'exit');
    gateway?.close();
    await pool?.end();
    await database?.drop();
  }, 60_000);

  const filled = async (tenant: string): Promise<void> => {
    await pool.query(`INSERT INTO checkpoints (tenant_id, position, users) VALUES ($1, 1, $2)`, [
      tenant,
      PEOPLE,
    ]);
    await pool.query(
      `INSERT INTO users (tenant_id, user_id, ordinal, version, active, login, attributes, folded,
                          rendered, row_checksum, created_at, modified_at)
       SELECT $1, 'u' || n, n, 1, true, 'u' || n, '{}', m.mails, '{"id":"u' || n || '","meta":{"n":1', '', now(), now()
       FROM generate_series(1, $2::int) AS n,
       LATERAL (SELECT jsonb_build_object('emails', jsonb_agg(jsonb_build_object('value', n || '-' || i)))
                AS mails FROM generate_series(1, $3::int) AS i) m`,
      [tenant, tenant === 'calm' ? 10 : PEOPLE, MAILS],
    );
  };
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 400; tries += 1) {
      if (await holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('it did not come to that');
  };
  const authorization = `Bearer ${KEY}`;
  const login = (tenant: string) =>
    fetch(`${open}/directory/v1/tenants/${tenant}/logins/u7`, {
      headers: { authorization: `Bearer ${CLIENT_KEY}` },
    });
  const list = (tenant: string, filter: string, { signal, ms = 9_000 }: Asking = {}) =>
    fetch(`${base}/internal/v1/tenants/${tenant}/users/list`, {
      method: 'POST',
      headers: {
        authorization,
        'content-type': 'application/json',
        'x-rollcall-deadline-ms': String(ms),
      },
      body: JSON.stringify({
        profile: 'full',
        beside: false,
        startIndex: 1,
        count: 10,
        atLeast: 0,
        baseUrl: '',
        filter,
      }),
      ...(signal === undefined ? {} : { signal }),
    });
  /** Lists that the database works on now. */
  const underWay = async (): Promise<number> => {
    const { rows } = await pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity
       WHERE state = 'active' AND datname = current_database() AND pid <> pg_backend_pid()
         AND query LIKE '%WITH hits%'`,
    );
    return rows[0]?.n ?? -1;
  };
  /** As many as there are connections for: nothing of them has come when this is true. */
  const storm = async (): Promise<{ settled: number; end: () => Promise<unknown> }> => {
    const leaving = new AbortController();
    const state = { settled: 0, end: () => Promise.resolve<unknown>(undefined) };
    const lists = BUSY.flatMap((tenant) =>
      Array.from({ length: 8 }, () =>
        list(tenant, COSTLY, leaving)
          .then((answer) => answer.text())
          .catch(() => undefined)
          .finally(() => (state.settled += 1)),
      ),
    );
    await until(async () => (await underWay()) >= 5);
    state.end = () => {
      leaving.abort();
      return Promise.all(lists);
    };
    return state;
  };

  it('says who may log in before any of those lists has come', async () => {
    const lists = await storm();
    const answers = await Promise.all([login('calm'), login('busy-1'), login('calm')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(lists.settled).toBe(0);
    const ready = await fetch(`${base}/health/ready`);
    expect([ready.status, lists.settled]).toEqual([200, 0]);
    await lists.end();
  });

  it('says whether the users of a tenant come by SCIM, and whether there is such a tenant', async () => {
    const of = async (tenant: string): Promise<unknown> => (await login(tenant)).json();
    expect(await of('absent')).toMatchObject({ tenantKnown: false, scimManaged: false });
    // As a former release left it.
    expect(await of('calm')).toMatchObject({ tenantKnown: true, scimManaged: true });
    for (const [provisioning, scimManaged] of [
      ['disabled', false],
      ['erased', false],
      ['enabled', true],
    ] as const) {
      await pool.query(`UPDATE checkpoints SET provisioning = $1 WHERE tenant_id = 'calm'`, [
        provisioning,
      ]);
      expect(await of('calm')).toMatchObject({ tenantKnown: true, scimManaged });
    }
  });

  it('does not say who may log in of a tenant that moved: another installation knows', async () => {
    const to = 'https://eu.example.com';
    await pool.query(`INSERT INTO checkpoints (tenant_id, moved_to) VALUES ('moved', $1)`, [to]);
    const answer = await login('moved');
    expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
      410,
      expect.stringContaining(to),
    ]);
  });

  it('ends the query of a caller that hung up', async () => {
    const lists = await storm();
    await lists.end();
    // Each of them would have gone on for seconds.
    await until(async () => (await underWay()) === 0);
    const metrics = await (await fetch(`${base}/metrics`)).text();
    expect(metrics).toMatch(/rollcall_directory_lists_cancelled_total\{why="left".*\} [1-9]/);
    expect(metrics).toMatch(/rollcall_directory_lists_waiting\{.*\} 0/);
  });

  it('has two of a tenant under way, and reads another tenant’s while its third waits', async () => {
    const leaving = new AbortController();
    let settled = 0;
    const lists = [1, 2, 3, 4].map(() =>
      list('busy-1', COSTLY, leaving)
        .catch(() => undefined)
        .finally(() => (settled += 1)),
    );
    await until(async () => (await underWay()) === 2);
    const other = await list('calm', 'emails.value co "7-1"');
    expect(await other.json()).toMatchObject({ totalResults: 1 });
    expect([settled, await underWay()]).toEqual([0, 2]);
    leaving.abort();
    await Promise.all(lists);
  });

  it('gives a list no more time than its caller waits', async () => {
    // Lists of the test before may still have a turn of this tenant.
    await until(async () => (await underWay()) === 0);
    const answer = await list('busy-1', COSTLY, { ms: 300 });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await answer.json()).toMatchObject({ code: 'list-too-long' });
    await until(async () => (await underWay()) === 0);
  });

  it('refuses a filter that costs too much, with the words that say why', async () => {
    const filter = Array.from({ length: 500 }, (_, i) => `emails.value co "${i}"`).join(' or ');
    const answer = await list('calm', filter);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: 'list-too-costly',
      detail: expect.stringContaining('500 comparisons with "emails.value"'),
    });
  });
});

interface Asking {
  readonly signal?: AbortSignal;
  readonly ms?: number;
}
