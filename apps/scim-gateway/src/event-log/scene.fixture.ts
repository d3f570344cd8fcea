import { subject, tenantId, type Member, type Subject, type TenantId } from '@rollcall/contracts';
import { randomUUID } from 'node:crypto';
import { departures } from '../scim/memberships/membership-removals';
import { decided, groupOf } from '../scim/memberships/group-state';
import type { Appended, Command, Decision, EventLog, View } from './port/event-log';
import type { Resources } from './resources/resources';

/** A log with the resources that its appends keep. */
export type ProjectingLog = EventLog & { readonly resources: Resources };

export const BASE = 'https://h/scim/v2';

const command = (decide: (view: View) => Promise<Decision>): Command => ({
  id: randomUUID(),
  actor: 'token:1',
  correlationId: 'c',
  reads: { subjects: [], claims: [] },
  decide,
});

export const group = (id: string): Subject => subject('groups', id);

/** One tenant of a log, with people and groups that are created, joined, left and deleted. */
export class Scene {
  private logins = 0;

  private constructor(
    readonly log: ProjectingLog,
    readonly id: TenantId,
  ) {}

  static async on(log: ProjectingLog): Promise<Scene> {
    const id = tenantId(`t-${randomUUID()}`);
    await log.register({
      tenantId: id,
      name: 'T',
      profile: 'full',
      provisioning: 'enabled',
      rateLimit: null,
      createdAt: new Date().toISOString(),
    });
    return new Scene(log, id);
  }

  /** Does nothing but look, from inside an append. */
  async looks<Seen>(look: (view: View) => Promise<Seen>): Promise<Seen> {
    let seen: Seen | undefined;
    await this.append(async (view) => {
      seen = await look(view);
      return {};
    });
    return seen as Seen;
  }

  async joins(displayName: string): Promise<Member> {
    const member: Member = { type: 'User', id: randomUUID() };
    const login = `u${(this.logins += 1)}@example.com`;
    const attributes = { userName: login, displayName, active: true };
    const data = { userId: member.id, login, attributes };
    await this.append(() =>
      Promise.resolve({
        change: {
          subject: subject('users', member.id),
          facts: [{ type: 'UserProvisioned', data }],
          status: 'active',
          attributes,
          claimsBefore: [],
          claimsAfter: [{ kind: 'userName', value: login, folding: 2 }],
        },
      }),
    );
    return member;
  }

  leaves(member: Member): Promise<Appended> {
    return this.append(async (view) => ({
      cascades: await departures(view, member),
      change: {
        subject: subject('users', member.id),
        facts: [{ type: 'UserDeprovisioned', data: { userId: member.id } }],
        status: 'gone',
        attributes: {},
        claimsBefore: [],
        claimsAfter: [],
      },
    }));
  }

  async creates(displayName: string, ...joins: Member[]): Promise<Member> {
    const groupId = randomUUID();
    const command = { type: 'CreateGroup' as const, groupId, displayName, joins };
    await this.append(() =>
      Promise.resolve({ change: decided(groupId, groupOf(undefined), command) }),
    );
    return { type: 'Group', id: groupId };
  }

  changes(
    { id }: Member,
    members: { joins?: readonly Member[]; leaves?: readonly Member[] },
  ): Promise<Appended> {
    return this.append(async (view) => {
      const now = groupOf(await view.stream(group(id)));
      if (now.status !== 'live') throw new Error('no group');
      const { displayName } = now;
      const all = { type: 'ChangeGroup' as const, displayName, joins: [], leaves: [], ...members };
      return { change: decided(id, now, all) };
    });
  }

  deletes({ id }: Member): Promise<Appended> {
    return this.append(async (view) => ({
      cascades: await departures(view, { type: 'Group', id }),
      change: decided(id, groupOf(await view.stream(group(id))), { type: 'DeleteGroup' }),
    }));
  }

  /** The memberships of a user or a group. */
  async membershipsOf(of: Member): Promise<readonly { value: string }[]> {
    const kind = of.type === 'User' ? 'users' : 'groups';
    const text = await this.log.resources.memberships(this.id, subject(kind, of.id), BASE);
    return JSON.parse(`[${text}]`) as { value: string }[];
  }

  async ids(of: Member): Promise<readonly string[]> {
    return (await this.membershipsOf(of)).map(({ value }) => value);
  }

  private append(decide: (view: View) => Promise<Decision>): Promise<Appended> {
    return this.log.append(this.id, command(decide));
  }
}
