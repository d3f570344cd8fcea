import { topics } from '@rollcall/contracts';
import { fromFeed, fromKafka, Logins, type LoginAnswer, type LoginsOptions } from '@rollcall/login';
import { subscribe } from '@rollcall/subscriber';
import { Outside } from '@rollcall/testing';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Client as Postgres } from 'pg';
import { eventually, loginOf, whenPublished } from '../audit/settled';
import { idOf, strictUser } from '../support/client';
import { startStack, type Stack } from '../support/stack';
import { newTenant, type Tenant } from '../support/tenants';
import { startDelivery } from '../support/tools';

jest.setTimeout(400_000);
const LONG_MS = 110_000;
const MAX_AGE_SECONDS = 4;
/** First key of the relay's advisory lock, see log/relay-leader.ts; the second is the generation. */
const LOCK_SPACE = 0x5c1a;

/** A login page that keeps the answers, by the feed and by Kafka, next to a running system. */
describe('answers that are kept in the process', () => {
  const FEED_KEY = 'a-key-of-a-login-page';
  let stack: Stack;
  let delivery: Awaited<ReturnType<typeof startDelivery>>;
  const open: Logins[] = [];
  beforeAll(async () => {
    stack = await startStack();
    delivery = await startDelivery({
      engines: { env: { ...stack.reach, DATABASE_URL: stack.databaseUrl } as never },
      dir: stack.logs,
      installation: 'https://rollcall.test',
      serviceKey: stack.keys.operator,
      keys: [FEED_KEY],
    });
  });
  afterAll(async () => {
    for (const one of open) await one.stop();
    await delivery?.process.stop();
    await stack?.stop();
  });

  type Kind = 'feed' | 'kafka';
  const sourceOf = (kind: Kind) =>
    kind === 'feed'
      ? fromFeed({ url: new URL(delivery.eventsBaseUrl).origin, key: FEED_KEY })
      : fromKafka((reading) =>
          subscribe({
            brokers: stack.brokers,
            topic: topics.provisioning(stack.generation),
            log: { warn: () => undefined, error: () => undefined },
            ...reading,
          }),
        );
  const page = (kind: Kind, more: Partial<LoginsOptions> = {}): Logins => {
    const logins = new Logins({
      directory: { url: stack.directory.replace(/\/directory\/v1$/, ''), key: stack.keys.client },
      source: sourceOf(kind),
      whenTooOld: 'closed',
      maxAgeSeconds: MAX_AGE_SECONDS,
      ...more,
    });
    open.push(logins);
    return logins;
  };
  const join = async ({ client }: Tenant, name: string): Promise<string> => {
    const answer = await client.post('/Users', strictUser(name));
    expect(answer.status).toBe(201);
    return idOf(answer);
  };
  const turn = async ({ client }: Tenant, id: string, active: boolean): Promise<void> => {
    const change = [{ op: 'replace', value: { active } }];
    expect((await client.patch(`/Users/${id}`, change)).status).toBe(200);
  };
  const until = (
    logins: Logins,
    tenant: Tenant,
    name: string,
    holds: (answer: LoginAnswer) => boolean,
  ) => eventually(() => logins.mayLogIn(tenant.id, name), holds, LONG_MS);

  describe.each<Kind>(['feed', 'kafka'])('by %s', (kind) => {
    it('are those of the directory over a random history, and come from memory', async () => {
      const tenant = await newTenant(stack);
      const logins = page(kind);
      const names = ['Ann@Acme.test', 'rené@acme.test', 'ΣΊΣΥΦΟΣ@acme.test', 'dan@acme.test'];
      const ids = new Map<string, string>();
      for (let i = 0; i < 60; i += 1) {
        const name = names[Math.floor(Math.random() * names.length)] as string;
        const id = ids.get(name);
        if (id === undefined) ids.set(name, await join(tenant, name));
        else if (Math.random() < 0.2) {
          expect((await tenant.client.delete(`/Users/${id}`)).status).toBe(204);
          ids.delete(name);
        } else await turn(tenant, id, Math.random() < 0.5);
      }
      const { position } = await whenPublished(stack, tenant.id);
      for (const name of [...names, 'eve@acme.test']) {
        const typed = name.toLowerCase();
        const kept = await until(
          logins,
          tenant,
          typed,
          (one) => one.from === 'memory' && one.position === position,
        );
        const { body } = await loginOf(stack, tenant.id, typed, position);
        expect({ ...kept, from: '', ageSeconds: 0 }).toEqual({
          ...Object.fromEntries(
            Object.entries(body).filter(
              ([member]) => !['provenCurrentSecondsAgo', 'epoch'].includes(member),
            ),
          ),
          from: '',
          ageSeconds: 0,
        });
        expect(kept.ageSeconds).toBeLessThanOrEqual(MAX_AGE_SECONDS);
      }
    });

    it('change with a deactivation', async () => {
      const tenant = await newTenant(stack);
      const logins = page(kind);
      const id = await join(tenant, 'leaver@acme.test');
      await until(
        logins,
        tenant,
        'leaver@acme.test',
        ({ from, mayLogIn }) => from === 'memory' && mayLogIn,
      );
      await turn(tenant, id, false);
      const left = await until(logins, tenant, 'leaver@acme.test', ({ mayLogIn }) => !mayLogIn);
      expect(left).toMatchObject({ reason: 'inactive', scimManaged: true, held: false });
    });

    it('age when the relay stands still, and are refused or let in by the policy', async () => {
      const tenant = await newTenant(stack);
      const [closed, lenient] = [page(kind), page(kind, { whenTooOld: 'open' })];
      const name = 'unpublished@acme.test';
      const id = await join(tenant, name);
      for (const one of [closed, lenient])
        await until(one, tenant, name, ({ from, mayLogIn }) => from === 'memory' && mayLogIn);
      const lock = await haltRelay(stack);
      await turn(tenant, id, false);
      const since = performance.now();
      let lastYes = since;
      await eventually(
        async () => {
          const before = performance.now();
          const answer = await closed.mayLogIn(tenant.id, name);
          if (answer.mayLogIn) lastYes = before;
          return answer;
        },
        ({ reason }) => reason === 'not-proven',
        LONG_MS,
      );
      // What it says yes to is as old as it may be, and no older.
      expect(lastYes - since).toBeLessThanOrEqual(MAX_AGE_SECONDS * 1_000);
      expect(await until(lenient, tenant, name, ({ from }) => from === 'policy')).toMatchObject({
        mayLogIn: true,
        reason: 'active',
      });
      await lock.end();
      for (const one of [closed, lenient])
        await until(one, tenant, name, ({ reason }) => reason === 'inactive');
    });
  });

  describe('of the package, installed outside of the workspace', () => {
    let team: Outside;
    beforeAll(() => {
      team = new Outside(['contracts', 'protocol', 'login'], ['@types/node', 'undici-types']);
    });
    afterAll(() => team?.close());

    it.each(['module', 'commonjs'] as const)('are the same: %s', async (type) => {
      const tenant = await newTenant(stack);
      await join(tenant, 'on@acme.test');
      await turn(tenant, await join(tenant, 'off@acme.test'), false);
      const cwd = team.compile('libs/login/consumer/main.ts', type);
      const { stdout } = await promisify(execFile)(process.execPath, ['main.js'], {
        cwd,
        timeout: LONG_MS,
        env: {
          ROLLCALL_DIRECTORY: new URL(stack.directory).origin,
          ROLLCALL_KEY: stack.keys.client,
          ROLLCALL_FEED: new URL(delivery.eventsBaseUrl).origin,
          ROLLCALL_FEED_KEY: FEED_KEY,
          TENANT: tenant.id,
          NAMES: 'On@ACME.test,off@acme.test,eve@acme.test',
        },
      });
      expect(JSON.parse(stdout)).toEqual({
        'On@ACME.test': [true, 'active', true, 200, 200],
        'off@acme.test': [false, 'inactive', true, 403, 403],
        'eve@acme.test': [false, 'unknown', true, 403, 403],
        '': [401, 401],
      });
    });

    it('bring nothing but each other, no sources and no specs', () => {
      expect(team.installed()).toEqual(['@rollcall', '@types', 'undici-types']);
      expect(team.strays()).toEqual([]);
    });
  });

  it('are right without the feed: they are of the directory then', async () => {
    const tenant = await newTenant(stack);
    const logins = page('feed');
    const name = 'unseen@acme.test';
    const id = await join(tenant, name);
    await until(logins, tenant, name, ({ from, mayLogIn }) => from === 'memory' && mayLogIn);
    await delivery.process.kill9();
    await turn(tenant, id, false);
    const left = await until(logins, tenant, name, ({ mayLogIn }) => !mayLogIn);
    expect(left).toMatchObject({ reason: 'inactive', from: 'directory' });
    await delivery.process.start();
    await until(logins, tenant, name, ({ from }) => from === 'memory');
  });

  it('are the policy’s without the directory, once they are too old', async () => {
    const tenant = await newTenant(stack);
    const pages = [page('kafka'), page('kafka', { whenTooOld: 'open' })] as const;
    const [closed, lenient] = pages;
    const off = await join(tenant, 'off@acme.test');
    await turn(tenant, off, false);
    await join(tenant, 'on@acme.test');
    for (const one of pages)
      await until(
        one,
        tenant,
        'on@acme.test',
        ({ from, mayLogIn }) => from === 'memory' && mayLogIn,
      );
    await stack.kill9('directory');
    const none = await until(closed, tenant, 'on@acme.test', ({ mayLogIn }) => !mayLogIn);
    expect(none).toMatchObject({ reason: 'not-proven', from: 'policy' });
    expect(none.ageSeconds).toBeGreaterThan(MAX_AGE_SECONDS);
    const last = async (name: string) => {
      const one = await until(lenient, tenant, name, ({ from }) => from === 'policy');
      return [one.mayLogIn, one.reason];
    };
    expect(await last('on@acme.test')).toEqual([true, 'active']);
    expect(await last('off@acme.test')).toEqual([false, 'inactive']);
    await stack.start('directory');
    await until(
      closed,
      tenant,
      'on@acme.test',
      ({ from, mayLogIn }) => from === 'memory' && mayLogIn,
    );
  });
});

/** No gateway leads while somebody else has the lock of the relay; ending the connection frees it. */
const haltRelay = async (stack: Stack): Promise<Postgres> => {
  const holder = new Postgres({ connectionString: stack.logDatabaseUrl });
  const other = new Postgres({ connectionString: stack.logDatabaseUrl });
  await Promise.all([holder.connect(), other.connect()]);
  const lock = holder.query('SELECT pg_advisory_lock($1, $2)', [LOCK_SPACE, stack.generation]);
  await eventually(
    () => other.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`),
    ({ rowCount }) => (rowCount ?? 0) > 0,
  );
  await other.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rollcall-relay'`,
  );
  await other.end();
  await lock;
  return holder;
};
