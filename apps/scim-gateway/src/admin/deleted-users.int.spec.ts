import type { TenantId } from '@rollcall/contracts';
import {
  INITIATOR,
  departed,
  dyingBefore,
  Ground,
  PERSON,
  type Scenery,
} from '../erasure/erasing.fixture';
import { DeletedUsers } from './deleted-users';
import { Searches } from '../admin-kit/searches';

let ground: Ground;
let scenery: Scenery;
beforeEach(async () => {
  ground = await Ground.on('deleted_users');
  scenery = await ground.tenant();
});
afterEach(() => ground.end());

const deleted = (stretch?: number, now?: () => number): DeletedUsers =>
  new DeletedUsers(ground.pool, new Searches({ limited: () => undefined }), stretch, now);

const found = async (search?: string, of: TenantId = scenery.id): Promise<readonly string[]> => {
  const options = { count: 50, ...(search === undefined ? {} : { search }) };
  return (await deleted().page(of, options)).users.map(({ userName }) => userName);
};

const leaver = async (name: string, of = scenery): Promise<string> => {
  const userName = `${name}@example.com`;
  const id = await of.joins({ userName, displayName: name, externalId: `x-${name}`, active: true });
  await of.leaves(id);
  return id;
};

it('lists deleted users, the newest first, with their last names', async () => {
  await scenery.joins({ userName: 'stays@example.com', active: true });
  await leaver('ada');
  const id = await scenery.joins({ userName: 'bob@example.com', displayName: 'Bob', active: true });
  await scenery.isCalled(id, 'Robert');
  await scenery.leaves(id);
  const { users, next } = await deleted().page(scenery.id, { count: 50 });
  expect(users).toMatchObject([
    { id, userName: 'bob@example.com', displayName: 'Robert', externalId: null },
    { userName: 'ada@example.com', displayName: 'ada', externalId: 'x-ada' },
  ]);
  expect(next).toBeNull();
});

it('finds them by a part of either name, whatever its case, and by a whole externalId', async () => {
  await leaver('ada');
  await leaver('bob');
  expect(await found('ADA')).toEqual(['ada@example.com']);
  expect(await found('example.com')).toEqual(['bob@example.com', 'ada@example.com']);
  expect(await found('x-bob')).toEqual(['bob@example.com']);
  expect(await found('x-')).toEqual([]);
  expect(await found('%')).toEqual([]);
});

it('lists no user of another tenant', async () => {
  const other = await ground.tenant('Other');
  await leaver('eve', other);
  expect(await found()).toEqual([]);
  expect(await found('eve', other.id)).toEqual(['eve@example.com']);
});

it('does not find an erased user, from the moment of the record, before any word is redacted', async () => {
  const zelda = await departed(scenery);
  expect(await found('zelda')).toEqual([PERSON.userName]);
  await ground.commands.user(scenery.id, zelda, INITIATOR);
  expect(await found('zelda')).toEqual([]);
  expect(await found()).toEqual([]);
  void ground.erasing(dyingBefore('events'));
  expect(await ground.sql(`SELECT FROM events WHERE redacted_at IS NOT NULL`)).toEqual([]);
});

it('has pages that neither repeat nor lose a user', async () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  for (const name of names) await leaver(name);
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const options = { count: 2, ...(after === undefined ? {} : { after }) };
    const page = await deleted().page(scenery.id, options);
    expect(page.users.length).toBeLessThanOrEqual(2);
    seen.push(...page.users.map(({ displayName }) => displayName ?? ''));
    after = page.next ?? undefined;
  } while (after !== undefined);
  expect(seen).toEqual([...names].reverse());
});

it('reports how far a search read when its time is over, and continues after that', async () => {
  for (const name of ['old', 'b', 'c', 'd']) await leaver(name);
  let now = 0;
  const hurried = deleted(2, () => (now += 2_000));
  const first = await hurried.page(scenery.id, { count: 50, search: 'old' });
  expect(first).toMatchObject({ users: [], lookedTo: expect.any(String) as string });
  const second = await hurried.page(scenery.id, {
    count: 50,
    search: 'old',
    after: first.next as string,
  });
  expect(second.users.map(({ displayName }) => displayName)).toEqual(['old']);
});

it('is read by its own index, however long the history is', async () => {
  const { rows } = await ground.pool.query<{ plan: string }>(
    `SELECT indexdef AS plan FROM pg_indexes WHERE indexname = 'events_deletions'`,
  );
  expect(rows[0]?.plan).toMatch(
    /\(tenant_id, "?position"?\) WHERE \(type = 'UserDeprovisioned'::text\)/,
  );
  await ground.pool.query(
    `INSERT INTO events (tenant_id, position, subject, stream_version, type, version, data, actor,
                         correlation_id, command_id, recorded_at)
     SELECT $1, 1000 + n, 'users/u' || n, 1, 'UserProvisioned', 1, '{}', 'a', 'c',
            gen_random_uuid(), now() FROM generate_series(1, 5000) AS n`,
    [scenery.id],
  );
  await ground.pool.query('ANALYZE events');
  const explained = await ground.pool.query<{ 'QUERY PLAN': string }>(
    `EXPLAIN SELECT position FROM events WHERE tenant_id = '${scenery.id}'
     AND type = 'UserDeprovisioned' AND position < 900 ORDER BY position DESC LIMIT 50`,
  );
  expect(explained.rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('events_deletions');
});
