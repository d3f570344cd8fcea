import { MovedMembers } from './moved-members';
import { ACME, Installation } from './installation.fixture';

const MANY = 25_000;

describe('members of a moved group, partly in memory', () => {
  let there: Installation;
  let members: MovedMembers;
  beforeEach(async () => {
    there = await Installation.open();
    members = new MovedMembers(there.sql, ACME);
  });
  afterEach(() => there.close());

  const ids = Array.from({ length: MANY }, (_, i) => `m${i}`);
  const event = (type: string, some: readonly string[], of = 'User') => ({
    position: 1,
    subject: 'groups/g',
    streamVersion: 1,
    type,
    version: 1,
    time: '',
    data: { displayName: 'G', members: some.map((id) => ({ id, type: of })) },
  });
  const take = async (group: string, type: string, some: readonly string[], of?: string) => {
    for (let at = 0; at < Math.max(some.length, 1); at += 3_000)
      await members.take(group, event(type, some.slice(at, at + 3_000), of));
  };
  const rows = async () => {
    const { rows: found } = await there.sql.query<{ group_id: string; type: string; n: string }>(
      `SELECT group_id, type, count(*) AS n FROM memberships WHERE tenant_id = $1
       GROUP BY 1, 2 ORDER BY 1, 2`,
      [ACME],
    );
    return found.map(({ group_id, type, n }) => `${group_id} ${type} ${n}`);
  };

  it('follow from the last event of each, whether it is in memory or in the table', async () => {
    await take('g', 'GroupMembersAdded', ids);
    expect((await rows()).length).toBe(1);
    await take('g', 'GroupMembersRemoved', ids.slice(0, 20_000));
    await take('g', 'GroupMembersAdded', ids.slice(0, 5), 'Group');
    await take('h', 'GroupMembersAdded', ids.slice(0, 7));
    await take('h', 'GroupMembersRemoved', ids.slice(0, 2));
    await members.flush();
    expect(await rows()).toEqual(['g Group 5', 'g User 5000', 'h User 5']);
  });

  it('are none for a deleted group, and remain for the others', async () => {
    await take('g', 'GroupMembersAdded', ids.slice(0, 3));
    await take('h', 'GroupMembersAdded', ids);
    await take('h', 'GroupDeleted', []);
    await take('i', 'GroupMembersAdded', ids.slice(0, 4));
    await take('i', 'GroupDeleted', []);
    await members.flush();
    expect(await rows()).toEqual(['g User 3']);
  });
});
