import { subject, tenantId, type Member, type TenantId } from '@rollcall/contracts';
import { randomUUID } from 'node:crypto';
import { departures } from '../groups/departures';
import { decided, groupOf } from '../groups/group-state';
import type { Command, Decision, EventLog, View } from './event-log';
import type { Named } from './memberships';

const BASE = 'https://h/scim/v2';

const command = (decide: (view: View) => Promise<Decision>): Command => ({
  id: randomUUID(),
  actor: 'token:1',
  correlationId: 'c',
  reads: { subjects: [], claims: [] },
  decide,
});

const group = (id: string) => subject('groups', id);

/** What every event log does with memberships; run against each implementation. */
export const describeMemberships = (name: string, logOf: () => EventLog): void =>
  describe(`memberships of the ${name} event log`, () => {
    let id: TenantId;
    let logins: number;

    const newTenant = async (): Promise<TenantId> => {
      const made = tenantId(`t-${randomUUID()}`);
      await logOf().register({
        tenantId: made,
        name: 'T',
        profile: 'full',
        provisioning: 'enabled',
        rateLimit: null,
        createdAt: new Date().toISOString(),
      });
      return made;
    };

    beforeEach(async () => {
      id = await newTenant();
      logins = 0;
    });

    const joins = async (displayName: string): Promise<Member> => {
      const member: Member = { type: 'User', id: randomUUID() };
      const login = `u${(logins += 1)}@example.com`;
      const attributes = { userName: login, displayName, active: true };
      await logOf().append(
        id,
        command(() =>
          Promise.resolve({
            change: {
              subject: subject('users', member.id),
              facts: [{ type: 'UserProvisioned', data: { userId: member.id, login, attributes } }],
              status: 'active',
              attributes,
              held: [],
              holds: [{ kind: 'userName', value: login }],
            },
          }),
        ),
      );
      return member;
    };

    const leaves = (member: Member) =>
      logOf().append(
        id,
        command(async (view) => ({
          brings: await departures(view, member),
          change: {
            subject: subject('users', member.id),
            facts: [{ type: 'UserDeprovisioned', data: { userId: member.id } }],
            status: 'gone',
            attributes: {},
            held: [],
            holds: [],
          },
        })),
      );

    const creates = (displayName: string, ...members: Member[]) => {
      const groupId = randomUUID();
      const wish = { type: 'CreateGroup' as const, groupId, displayName, joins: members };
      return logOf()
        .append(
          id,
          command(() => Promise.resolve({ change: decided(groupId, groupOf(undefined), wish) })),
        )
        .then((): Member => ({ type: 'Group', id: groupId }));
    };

    const changes = (
      groupId: string,
      wish: { joins?: readonly Member[]; leaves?: readonly Member[] },
    ) =>
      logOf().append(
        id,
        command(async (view) => {
          const now = groupOf(await view.stream(group(groupId)));
          if (now.status !== 'live') throw new Error('no group');
          const { displayName } = now;
          return {
            change: decided(groupId, now, {
              type: 'ChangeGroup',
              displayName,
              joins: [],
              leaves: [],
              ...wish,
            }),
          };
        }),
      );

    const deletes = (groupId: string) =>
      logOf().append(
        id,
        command(async (view) => ({
          brings: await departures(view, { type: 'Group', id: groupId }),
          change: decided(groupId, groupOf(await view.stream(group(groupId))), {
            type: 'DeleteGroup',
          }),
        })),
      );

    const listed = async (of: Member): Promise<readonly { value: string; display: string }[]> => {
      const kind = of.type === 'User' ? 'users' : 'groups';
      const text = await logOf().membership(id, subject(kind, of.id), BASE);
      return JSON.parse(`[${text}]`) as { value: string; display: string }[];
    };
    const ids = async (of: Member) => (await listed(of)).map(({ value }) => value);
    const inOrder = (...members: Member[]) => members.map((one) => one.id).sort();

    it('lists members in the order of their ids, each with its type, address and name', async () => {
      const [ada, inner] = [await joins('Ada "K" é'), await creates('Inner')];
      const outer = await creates('Outer', ada, inner);
      expect(await listed(outer)).toEqual(
        [
          { value: ada.id, $ref: `${BASE}/Users/${ada.id}`, type: 'User', display: 'Ada "K" é' },
          { value: inner.id, $ref: `${BASE}/Groups/${inner.id}`, type: 'Group', display: 'Inner' },
        ].sort((a, b) => (a.value < b.value ? -1 : 1)),
      );
    });

    it('lists the groups that hold a user directly', async () => {
      const ada = await joins('Ada');
      const inner = await creates('Inner', ada);
      await creates('Outer', inner);
      expect(await listed(ada)).toEqual([
        { value: inner.id, $ref: `${BASE}/Groups/${inner.id}`, type: 'direct', display: 'Inner' },
      ]);
    });

    it('has nothing to list of who is in no group, and of a group of nobody', async () => {
      const [ada, empty] = [await joins('Ada'), await creates('Empty')];
      expect([await ids(ada), await ids(empty)]).toEqual([[], []]);
    });

    it('tells of ids what they are and whether the group holds them', async () => {
      const [ada, bob, gone] = [await joins('Ada'), await joins('Bob'), await joins('Gone')];
      const [inner, outer] = [await creates('Inner'), await creates('Outer', ada)];
      await leaves(gone);
      let seen: readonly Named[] = [];
      const asked = [ada.id, bob.id, gone.id, inner.id, randomUUID()];
      await logOf().append(
        id,
        command(async (view) => {
          seen = await view.memberships.named(outer.id, asked);
          return {};
        }),
      );
      expect(new Set(seen)).toEqual(
        new Set([
          { ...ada, member: true },
          { ...bob, member: false },
          { ...inner, member: false },
        ]),
      );
    });

    it('sees inside one batch what the commands before it did', async () => {
      const [ada, bob] = [await joins('Ada'), await joins('Bob')];
      const team = await creates('Team', ada);
      const seen: string[][] = [];
      const looks = () =>
        logOf().append(
          id,
          command(async (view) => {
            const named = await view.memberships.named(team.id, [ada.id, bob.id]);
            const holders = await view.memberships.holders([bob.id]);
            seen.push([
              ...named.filter(({ member }) => member).map((one) => one.id),
              ...(await view.memberships.members(team.id)).map((one) => one.id),
              ...holders.map(({ groupId }) => groupId),
            ]);
            return {};
          }),
        );
      await Promise.all([
        changes(team.id, { joins: [bob], leaves: [ada] }),
        looks(),
        leaves(bob),
        looks(),
        deletes(team.id),
        looks(),
      ]);
      expect(seen).toEqual([[bob.id, bob.id, team.id], [], []]);
    });

    it('takes a deleted user out of its groups, and each group says so', async () => {
      const [ada, bob] = [await joins('Ada'), await joins('Bob')];
      const [one, two] = [await creates('One', ada, bob), await creates('Two', ada)];
      const { events } = await leaves(ada);
      expect(events).toBe(3);
      expect([await ids(one), await ids(two)]).toEqual([[bob.id], []]);
      expect((await logOf().read(id, 'full', group(two.id)))?.version).toBe(3);
    });

    it('deletes a group with its memberships, and takes it out of others', async () => {
      const ada = await joins('Ada');
      const inner = await creates('Inner', ada);
      const outer = await creates('Outer', inner, ada);
      await deletes(inner.id);
      expect([await ids(outer), await ids(ada)]).toEqual([[ada.id], [outer.id]]);
      expect(await logOf().read(id, 'full', group(inner.id))).toBeUndefined();
    });

    it('comes and goes in one batch without a trace', async () => {
      const [ada, bob] = [await joins('Ada'), await joins('Bob')];
      const team = await creates('Team', ada);
      const before = (await logOf().tenant(id))?.checksum;
      await Promise.all([
        changes(team.id, { joins: [bob] }),
        changes(team.id, { leaves: [bob, ada] }),
        changes(team.id, { joins: [ada] }),
      ]);
      expect(await ids(team)).toEqual(inOrder(ada));
      expect((await logOf().tenant(id))?.checksum).not.toBe(before);
    });

    it('keeps a checksum that tells who is in a group, and not in which order they came', async () => {
      const [ada, bob] = [await joins('Ada'), await joins('Bob')];
      const membershipOf = async (of: Member): Promise<unknown> => {
        let found: unknown;
        await logOf().append(
          id,
          command(async (view) => {
            found = (await view.stream(group(of.id)))?.attributes['membership'];
            return {};
          }),
        );
        return found;
      };
      const [one, two, three] = [
        await creates('One', ada, bob),
        await creates('Two', bob),
        await creates('Three', ada),
      ];
      await changes(two.id, { joins: [ada] });
      expect(await membershipOf(one)).toBe(await membershipOf(two));
      expect(await membershipOf(one)).not.toBe(await membershipOf(three));
    });

    it('comes back to an empty checksum when all are gone', async () => {
      const ada = await joins('Ada');
      const team = await creates('Team', ada);
      await leaves(ada);
      await deletes(team.id);
      expect((await logOf().tenant(id))?.checksum).toBe('0000000000000000');
    });

    it('finds users by externalId apart from groups', async () => {
      const groupId = randomUUID();
      const wish = { type: 'CreateGroup' as const, groupId, displayName: 'G', externalId: 'x1' };
      await logOf().append(
        id,
        command(() =>
          Promise.resolve({ change: decided(groupId, groupOf(undefined), { ...wish, joins: [] }) }),
        ),
      );
      const found = await logOf().byExternalId(id, 'full', 'groups', 'x1');
      expect(found.map((one) => one.subject)).toEqual([group(groupId)]);
      expect(await logOf().byExternalId(id, 'full', 'users', 'x1')).toEqual([]);
    });

    it('keeps tenants apart', async () => {
      const ada = await joins('Ada');
      const team = await creates('Team', ada);
      const mine = id;
      id = await newTenant();
      expect([await ids(team), await ids(ada)]).toEqual([[], []]);
      let seen: readonly unknown[] = [];
      await logOf().append(
        id,
        command(async (view) => {
          seen = [
            ...(await view.memberships.named(team.id, [ada.id, team.id])),
            ...(await view.memberships.members(team.id)),
            ...(await view.memberships.holders([ada.id])),
          ];
          return {};
        }),
      );
      expect(seen).toEqual([]);
      id = mine;
    });
  });
