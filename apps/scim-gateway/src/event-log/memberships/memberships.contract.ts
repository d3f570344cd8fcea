import type { Member } from '@rollcall/contracts';
import { randomUUID } from 'node:crypto';
import { decided, groupOf } from '../../scim/memberships/group-state';
import { BASE, group, Scene, type ProjectingLog } from '../scene.fixture';

const inOrder = (...members: Member[]) => members.map(({ id }) => id).sort();

/** What every event log does with memberships; run against each implementation. */
export const describeMemberships = (name: string, logOf: () => ProjectingLog): void =>
  describe(`memberships of the ${name} event log`, () => {
    let scene: Scene;
    beforeEach(async () => {
      scene = await Scene.on(logOf());
    });

    it('lists members in the order of their ids, each with its type, address and name', async () => {
      const [ada, inner] = [await scene.joins('Ada "K" é'), await scene.creates('Inner')];
      const outer = await scene.creates('Outer', ada, inner);
      expect(await scene.membershipsOf(outer)).toEqual(
        [
          { value: ada.id, $ref: `${BASE}/Users/${ada.id}`, type: 'User', display: 'Ada "K" é' },
          { value: inner.id, $ref: `${BASE}/Groups/${inner.id}`, type: 'Group', display: 'Inner' },
        ].sort((a, b) => (a.value < b.value ? -1 : 1)),
      );
    });

    it('lists the direct groups of a user', async () => {
      const ada = await scene.joins('Ada');
      const inner = await scene.creates('Inner', ada);
      await scene.creates('Outer', inner);
      expect(await scene.membershipsOf(ada)).toEqual([
        { value: inner.id, $ref: `${BASE}/Groups/${inner.id}`, type: 'direct', display: 'Inner' },
      ]);
    });

    it('lists nothing for a user without groups, and for an empty group', async () => {
      const [ada, empty] = [await scene.joins('Ada'), await scene.creates('Empty')];
      expect([await scene.ids(ada), await scene.ids(empty)]).toEqual([[], []]);
    });

    it('resolves ids to their types, and to whether they are members of the group', async () => {
      const [ada, bob] = [await scene.joins('Ada'), await scene.joins('Bob')];
      const [inner, outer] = [await scene.creates('Inner'), await scene.creates('Outer', ada)];
      const gone = await scene.joins('Gone');
      await scene.leaves(gone);
      const ids = [ada.id, bob.id, gone.id, inner.id, randomUUID()];
      const seen = await scene.looks((view) => view.memberships.named(outer.id, ids));
      expect(new Set(seen)).toEqual(
        new Set([
          { ...ada, member: true },
          { ...bob, member: false },
          { ...inner, member: false },
        ]),
      );
    });

    it('sees inside one batch what the commands before it did', async () => {
      const [ada, bob] = [await scene.joins('Ada'), await scene.joins('Bob')];
      const team = await scene.creates('Team', ada);
      const looks = () =>
        scene.looks(async ({ memberships }) => {
          const named = await memberships.named(team.id, [ada.id, bob.id]);
          return [
            ...named.filter(({ member }) => member).map(({ id }) => id),
            ...(await memberships.members(team.id)).map(({ id }) => id),
            ...(await memberships.holders([bob.id])).map(({ groupId }) => groupId),
          ];
        });
      const [, first, , second, , third] = await Promise.all([
        scene.changes(team, { joins: [bob], leaves: [ada] }),
        looks(),
        scene.leaves(bob),
        looks(),
        scene.deletes(team),
        looks(),
      ]);
      expect([first, second, third]).toEqual([[bob.id, bob.id, team.id], [], []]);
    });

    it('resolves the nested groups of a group, as earlier commands of the batch left them', async () => {
      const [ada, inner, more] = [
        await scene.joins('Ada'),
        await scene.creates('Inner'),
        await scene.creates('More'),
      ];
      const outer = await scene.creates('Outer', ada, inner);
      const looks = () =>
        scene.looks(async ({ memberships }) =>
          (await memberships.inner([outer.id, inner.id])).map(({ memberId }) => memberId),
        );
      const [first, , second, , third] = await Promise.all([
        looks(),
        scene.changes(outer, { joins: [more], leaves: [inner, ada] }),
        looks(),
        scene.deletes(outer),
        looks(),
      ]);
      expect([first, second, third]).toEqual([[inner.id], [more.id], []]);
    });

    it('resolves what is above and below a group, step by step', async () => {
      const lowest = await scene.creates('Lowest', await scene.joins('Ada'));
      const low = await scene.creates('Low', lowest);
      const high = await scene.creates('High', low);
      const top = await scene.creates('Top', high, lowest);
      const seen = await scene.looks(async ({ memberships }) => ({
        above: (await memberships.outer([lowest.id])).map(({ groupId }) => groupId).sort(),
        aboveThat: (await memberships.outer([low.id])).map(({ groupId }) => groupId),
        below: (await memberships.inner([top.id])).map(({ memberId }) => memberId).sort(),
        belowThat: (await memberships.inner([high.id])).map(({ memberId }) => memberId),
        nothing: [
          ...(await memberships.outer([top.id])),
          ...(await memberships.inner([lowest.id])),
        ],
      }));
      expect(seen).toEqual({
        above: inOrder(low, top),
        aboveThat: [high.id],
        below: inOrder(high, lowest),
        belowThat: [low.id],
        nothing: [],
      });
    });

    it('removes a deleted user from its groups, with an event of each group', async () => {
      const [ada, bob] = [await scene.joins('Ada'), await scene.joins('Bob')];
      const [one, two] = [await scene.creates('One', ada, bob), await scene.creates('Two', ada)];
      expect((await scene.leaves(ada)).events).toBe(3);
      expect([await scene.ids(one), await scene.ids(two)]).toEqual([[bob.id], []]);
      expect((await logOf().resources.read(scene.id, 'full', group(two.id)))?.version).toBe(3);
    });

    it('deletes a group with its memberships, and takes it out of others', async () => {
      const ada = await scene.joins('Ada');
      const inner = await scene.creates('Inner', ada);
      const outer = await scene.creates('Outer', inner, ada);
      await scene.deletes(inner);
      expect([await scene.ids(outer), await scene.ids(ada)]).toEqual([[ada.id], [outer.id]]);
      expect(await logOf().resources.read(scene.id, 'full', group(inner.id))).toBeUndefined();
    });

    it('adds and removes a member in one batch without a trace', async () => {
      const [ada, bob] = [await scene.joins('Ada'), await scene.joins('Bob')];
      const team = await scene.creates('Team', ada);
      await Promise.all([
        scene.changes(team, { joins: [bob] }),
        scene.changes(team, { leaves: [bob, ada] }),
        scene.changes(team, { joins: [ada] }),
      ]);
      expect(await scene.ids(team)).toEqual(inOrder(ada));
    });

    it('keeps a checksum that depends on the members of a group, and not on their order', async () => {
      const [ada, bob] = [await scene.joins('Ada'), await scene.joins('Bob')];
      const [one, two] = [await scene.creates('One', ada, bob), await scene.creates('Two', bob)];
      const three = await scene.creates('Three', ada);
      await scene.changes(two, { joins: [ada] });
      const of = ({ id }: Member) =>
        scene.looks(async (view) => (await view.stream(group(id)))?.attributes['membership']);
      expect(await of(one)).toBe(await of(two));
      expect(await of(one)).not.toBe(await of(three));
    });

    it('returns to an empty checksum when all are deleted', async () => {
      const ada = await scene.joins('Ada');
      const team = await scene.creates('Team', ada);
      await scene.leaves(ada);
      await scene.deletes(team);
      expect((await logOf().tenant(scene.id))?.checksum).toBe('0000000000000000');
    });

    it('finds users by externalId apart from groups', async () => {
      const groupId = randomUUID();
      const fields = { type: 'CreateGroup' as const, groupId, displayName: 'G', externalId: 'x1' };
      const change = decided(groupId, groupOf(undefined), { ...fields, joins: [] });
      await logOf().append(scene.id, {
        id: randomUUID(),
        actor: 'token:1',
        correlationId: 'c',
        reads: { subjects: [], claims: [] },
        decide: () => ({ change }),
      });
      const found = await logOf().resources.byExternalId(scene.id, 'full', 'groups', 'x1');
      expect(found.readings.map((one) => one.subject)).toEqual([group(groupId)]);
      const users = await logOf().resources.byExternalId(scene.id, 'full', 'users', 'x1');
      expect(users.readings).toEqual([]);
    });

    it('keeps tenants apart', async () => {
      const ada = await scene.joins('Ada');
      const team = await scene.creates('Team', ada);
      const other = await Scene.on(logOf());
      expect([await other.ids(team), await other.ids(ada)]).toEqual([[], []]);
      const seen = await other.looks(async ({ memberships }) => [
        ...(await memberships.named(team.id, [ada.id, team.id])),
        ...(await memberships.members(team.id)),
        ...(await memberships.holders([ada.id])),
        ...(await memberships.outer([team.id, ada.id])),
        ...(await memberships.inner([team.id])),
      ]);
      expect(seen).toEqual([]);
    });
  });
