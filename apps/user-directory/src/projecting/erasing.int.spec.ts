import { tenantId, type ReadEvent, type Subject } from '@rollcall/contracts';
import type { Delivered, EventBatch } from '@rollcall/subscriber';
import { createLogger, createPool, runMigrations } from '@rollcall/platform';
import { foundText, freshDatabase, type FreshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { projections } from '../projections/projections';
import { schema } from '../projections/schema';
import { Projector } from './projector';

type Said = readonly [of: string, type: string, data: object];

const person = (id: string): Said => [
  `users/${id}`,
  'UserProvisioned',
  {
    userId: id,
    login: `${id}@example.com`,
    attributes: { userName: `${id}@example.com`, displayName: `Name of ${id}`, active: true },
  },
];
const left = (id: string): Said => [
  `users/${id}`,
  'UserDeprovisioned',
  { userId: id, login: `${id}@example.com`, userName: `${id}@example.com` },
];
const erased = (id: string): Said => [`users/${id}`, 'UserErased', { userId: id }];
const redacted = ([of, type]: Said): Said => [of, 'EventRedacted', { type, version: 1 }];
const group: Said = ['groups/g', 'GroupCreated', { groupId: 'g', displayName: 'Team' }];
const joined = (id: string): Said => [
  'groups/g',
  'GroupMembersAdded',
  { groupId: 'g', displayName: 'Team', members: [{ type: 'User', id }] },
];
const departed = (id: string): Said => [
  'groups/g',
  'GroupMembersRemoved',
  { groupId: 'g', displayName: 'Team', members: [{ type: 'User', id }] },
];
const closed: Said = ['tenants/t', 'TenantErased', {}];
const TO = 'https://eu.example.com';
const moved: Said = ['tenants/t', 'TenantMoved', { to: TO }];
const copyErased: Said = ['tenants/t', 'MovedTenantErased', { to: TO }];

/** A history as the topic tells it, whole or from a position on. */
const batchOf = (tenant: string, said: readonly Said[], from = 1): EventBatch => {
  const versions = new Map<string, number>();
  const events = said.map(([of, type, data], i): Delivered => {
    const streamVersion = (versions.get(of) ?? 0) + 1;
    versions.set(of, streamVersion);
    const event = {
      tenantId: tenantId(tenant),
      position: i + 1,
      subject: of as Subject,
      streamVersion,
      type,
      version: 1,
      data,
      actor: 'operator',
      correlationId: 'c',
      epoch: 'e1',
      time: '2026-01-01T00:00:00.000Z',
      known: true,
    } as ReadEvent;
    return { offset: `${i}`, event };
  });
  return {
    topic: 'rollcall.provisioning.v1',
    partition: 0,
    events: events.slice(from - 1),
    highWatermark: '100',
    lastOffset: '99',
  };
};

describe('the directory', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let projector: Projector;
  const quiet = createLogger('spec', 'silent', { write: () => undefined });
  beforeEach(async () => {
    database = await freshDatabase('forgetting');
    await runMigrations(database.url, schema);
    pool = createPool({ url: database.url, name: 'spec', max: 2, onError: () => undefined });
    projector = projecting();
  });
  const projecting = (): Projector =>
    new Projector({
      pool,
      projections,
      logger: quiet,
      observer: {
        projected: () => undefined,
        held: (tenant, reason) => {
          throw new Error(`${tenant} is held: ${reason}`);
        },
        skipped: () => undefined,
      },
    });
  /** As a rebuild begins: with nothing. */
  const empty = async (): Promise<void> => {
    await pool.query('TRUNCATE users, user_blocks, groups, memberships, checkpoints');
    projector = projecting();
  };
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  const rows = async (text: string): Promise<unknown[]> => (await pool.query<object>(text)).rows;
  const state = async () => ({
    users: await rows('SELECT tenant_id, user_id, ordinal, row_checksum FROM users ORDER BY 1, 2'),
    blocks: await rows('SELECT tenant_id, block, live FROM user_blocks WHERE live <> 0'),
    memberships: await rows('SELECT tenant_id, group_id, member_id FROM memberships'),
    checkpoints: await rows(
      'SELECT tenant_id, position, checksum, users, next_ordinal FROM checkpoints',
    ),
  });

  const FORMER: readonly Said[] = [group, person('ada'), person('bob'), joined('ada')];

  it('forgets a person whose deletion was redacted before it was published', async () => {
    await projector.project(batchOf('a', FORMER));
    const all = [...FORMER, departed('ada'), redacted(left('ada')), erased('ada')];
    await projector.project(batchOf('a', all, FORMER.length + 1));
    expect(await foundText(database.url, ['ada'])).toEqual([]);
    expect(await state()).toMatchObject({
      users: [{ user_id: 'bob', ordinal: '1' }],
      checkpoints: [{ position: '7', users: '1' }],
    });
  });

  it('is the same from a generation that tells it redacted: rows, ordinals and checksum', async () => {
    const end = [departed('ada'), left('ada'), person('eve'), erased('ada')];
    await projector.project(batchOf('a', [...FORMER, ...end]));
    const before = await state();
    await empty();
    const redactedEvents = [...FORMER, ...end].map((one) =>
      one[0] === 'users/ada' && one[1] !== 'UserErased' ? redacted(one) : one,
    );
    await projector.project(batchOf('a', redactedEvents));
    expect(await state()).toEqual(before);
    expect(before.users).toHaveLength(2);
  });

  it('forgets everything of an erased tenant, also what came in the same batch', async () => {
    await projector.project(batchOf('b', FORMER));
    await projector.project(batchOf('a', FORMER));
    await pool.query(`INSERT INTO kept_lists VALUES ('a', gen_random_uuid(), '{1}', now())`);
    const all = [...FORMER, person('late'), joined('late'), closed];
    await projector.project(batchOf('a', all, FORMER.length + 1));
    const { rows: tables } = await pool.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'tenant_id'`,
    );
    const left: string[] = [];
    for (const { name } of tables)
      if ((await rows(`SELECT FROM ${name} WHERE tenant_id = 'a'`)).length > 0) left.push(name);
    expect(left).toEqual(['checkpoints']);
    const { checkpoints, users } = await state();
    expect(checkpoints).toContainEqual(
      expect.objectContaining({
        tenant_id: 'a',
        position: '7',
        users: '0',
        checksum: '0000000000000000',
      }),
    );
    expect(users).toHaveLength(2);
  });

  it('knows where a tenant moved to, and forgets the copy when that is erased', async () => {
    const movedTo = () => rows('SELECT moved_to FROM checkpoints');
    await projector.project(batchOf('a', [...FORMER, moved]));
    expect(await movedTo()).toEqual([{ moved_to: TO }]);
    expect((await state()).users).toHaveLength(2);
    await projector.project(batchOf('a', [...FORMER, moved, copyErased], FORMER.length + 2));
    const before = await state();
    expect(before.users).toEqual([]);
    expect(await movedTo()).toEqual([{ moved_to: TO }]);
    await empty();
    await projector.project(batchOf('a', [...FORMER, moved].map(redacted).concat([copyErased])));
    expect(await state()).toEqual(before);
    expect(await movedTo()).toEqual([{ moved_to: TO }]);
  });

  it('is the same from a generation that tells the tenant redacted', async () => {
    await projector.project(batchOf('a', [...FORMER, closed]));
    const before = await state();
    await empty();
    await projector.project(batchOf('a', [...FORMER.map(redacted), closed]));
    const after = await state();
    expect(after).toEqual(before);
  });
});
