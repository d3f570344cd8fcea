import type { Member } from '@rollcall/contracts';
import { createPool, runMigrations } from '@rollcall/platform';
import { freshDatabase, type FreshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { History } from '../event-log/read/history';
import { PostgresEventLog } from '../event-log/postgres-event-log';
import { render } from '../event-log/resources/render';
import { group, Scene } from '../event-log/scene.fixture';
import { schema } from '../database/schema';
import { GroupMembers } from './group-members';
import { Searches } from '../admin-kit/searches';

let database: FreshDatabase;
let pool: Pool;
let scene: Scene;
beforeAll(async () => {
  database = await freshDatabase('group_members');
  await runMigrations(database.url, schema);
  pool = createPool({ url: database.url, name: 'spec', max: 4, onError: () => undefined });
});
beforeEach(async () => {
  scene = await Scene.on(new PostgresEventLog({ appends: pool, reads: pool, render }));
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

const page = (
  of: Member,
  more: { search?: string; startIndex?: number; count?: number } = {},
  most?: number,
) =>
  new GroupMembers(pool, new Searches({ limited: () => undefined }), most).page(scene.id, of.id, {
    startIndex: 1,
    count: 50,
    ...more,
  });
const namesOf = async (...of: Parameters<typeof page>): Promise<readonly (string | null)[]> =>
  (await page(...of)).members.map(({ name }) => name).sort();

describe('the members of a group', () => {
  it('are people and groups with their names, and counted', async () => {
    const [ada, bob] = [await scene.joins('Ada'), await scene.joins('Bob')];
    const inner = await scene.creates('Inner', ada);
    const team = await scene.creates('Team', bob, inner);
    const { total, members, lookedAt } = await page(team);
    expect({ total, lookedAt }).toEqual({ total: 2, lookedAt: null });
    expect(members.find(({ type }) => type === 'User')).toEqual({
      id: bob.id,
      type: 'User',
      name: 'Bob',
      active: true,
      userName: expect.stringMatching(/@example\.com$/) as string,
    });
    expect(members.find(({ type }) => type === 'Group')).toMatchObject({ name: 'Inner' });
  });

  it('are found by a part of either name', async () => {
    const people = [await scene.joins('Ada'), await scene.joins('Adam'), await scene.joins('Eve')];
    const team = await scene.creates('Team', ...people);
    expect(await namesOf(team, { search: 'aDa' })).toEqual(['Ada', 'Adam']);
    expect((await page(team, { search: 'example.com' })).total).toBe(3);
    expect(await page(team, { search: '_da' })).toMatchObject({ total: 0, members: [] });
  });

  it('have pages, searched or not', async () => {
    const people = await Promise.all(['A', 'B', 'C', 'D', 'E'].map((name) => scene.joins(name)));
    const team = await scene.creates('Team', ...people);
    for (const search of [{}, { search: 'example' }]) {
      const seen = [
        ...(await namesOf(team, { ...search, count: 2 })),
        ...(await namesOf(team, { ...search, count: 2, startIndex: 3 })),
        ...(await namesOf(team, { ...search, count: 2, startIndex: 5 })),
      ];
      expect(seen.sort()).toEqual(['A', 'B', 'C', 'D', 'E']);
    }
  });

  it('of a very large group are searched as far as a question may cost, and that is said', async () => {
    const people = await Promise.all(['A', 'B', 'C'].map((name) => scene.joins(name)));
    const team = await scene.creates('Team', ...people);
    expect(await page(team, { search: 'example' }, 2)).toMatchObject({ total: 2, lookedAt: 2 });
    expect(await page(team, { search: 'example' }, 3)).toMatchObject({ total: 3, lookedAt: null });
  });

  it('of another tenant’s group, or of an unknown one, are an empty list', async () => {
    const team = await scene.creates('Team', await scene.joins('Ada'));
    const other = await Scene.on(scene.log);
    const members = new GroupMembers(pool, new Searches({ limited: () => undefined }));
    const options = { startIndex: 1, count: 50 };
    expect(await members.page(other.id, team.id, options)).toMatchObject({ total: 0, members: [] });
  });
});

describe('the history of a group', () => {
  const dataOf = async (of: Member) =>
    (await new History(pool).ofGroup(scene.id, group(of.id), 500, 2)).map(({ type, data }) => ({
      type,
      data: data as { memberCount?: number; members?: readonly { name: string | null }[] },
    }));

  it('names the first members of an event and counts all', async () => {
    const people = await Promise.all(['A', 'B', 'C'].map((name) => scene.joins(name)));
    const team = await scene.creates('Team', ...people);
    const [made, added] = await dataOf(team);
    expect(made).toMatchObject({ type: 'GroupCreated', data: { displayName: 'Team' } });
    expect(added).toMatchObject({ type: 'GroupMembersAdded', data: { memberCount: 3 } });
    expect(added?.data.members).toHaveLength(2);
    for (const { name } of added?.data.members ?? []) expect(name).toMatch(/^[ABC]$/);
  });

  it('name a deleted group, and nothing of an erased user', async () => {
    const ada = await scene.joins('Ada');
    const inner = await scene.creates('Inner');
    const team = await scene.creates('Team', ada, inner);
    await scene.deletes(inner);
    await scene.leaves(ada);
    const added = (await dataOf(team)).find(({ type }) => type === 'GroupMembersAdded');
    // The scene's deletion of a person says no name, as one whose words were erased.
    expect(added?.data.members?.map(({ name }) => name).sort()).toEqual(['Inner', null].sort());
  });
});
