import { subject, tenantId, type Member, type ReadEvent } from '@rollcall/contracts';
import fc from 'fast-check';
import { follow, nothing, pair, type Person, type Team, type SpecFact } from './snapshot.fixture';

const word = fc.constantFrom('a', 'Ä"\\', '日本', ' \u2028x', '</b>', '😀', '0.10');
const number = fc.constantFrom(0, 1.5, -1e21, 12345678901234);
const step = fc.record({
  what: fc.constantFrom(...([0, 0, 0, 1, 2, 3, 3, 4, 5, 5, 5, 6, 7] as const)),
  one: fc.nat(40),
  other: fc.nat(40),
  word,
  number,
});
export const steps = fc.array(step, { minLength: 40, maxLength: 120 });
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A sound history of a tenant: of what a step wants comes about what can. */
export class History {
  readonly events: ReadEvent[] = [];
  readonly kept = nothing();
  private readonly versions = new Map<string, number>();
  private made = 0;

  constructor(private readonly tenant: string) {
    this.ofTenant({ type: 'TenantRegistered', data: { name: 'T', profile: 'strict' } });
    this.ofTenant({ type: 'ProvisioningEnabled', data: {} });
  }

  /** The events that a step adds. */
  take(step: Step): readonly ReadEvent[] {
    const before = this.events.length;
    const user = at([...this.kept.users.values()], step.one);
    const group = at([...this.kept.groups.values()], step.other);
    if (step.what === 0) this.joins(step);
    else if (step.what === 1 && user) this.changes(user, step);
    else if (step.what === 2 && user) this.switches(user);
    else if (step.what === 3) this.group(step);
    else if (step.what === 4 && user) this.leaves(user);
    else if (step.what === 5 && group) this.members(group, step.one);
    else if (step.what === 6 && group) this.groupChanges(group, step);
    else if (step.what === 7) this.tenantChanges(step);
    return this.events.slice(before);
  }

  ofTenant(fact: SpecFact): ReadEvent {
    return this.record('tenants', this.tenant, fact);
  }

  private record(kind: 'users' | 'groups' | 'tenants', id: string, fact: SpecFact): ReadEvent {
    const streamVersion = (this.versions.get(`${kind}/${id}`) ?? 0) + 1;
    this.versions.set(`${kind}/${id}`, streamVersion);
    const position = this.events.length + 1;
    const event = {
      ...fact,
      tenantId: tenantId(this.tenant),
      position,
      subject: subject(kind, id),
      streamVersion,
      version: 1,
      actor: 'token:t',
      correlationId: 'c',
      time: new Date(Date.UTC(2026, 0, 1) + position * 1_001).toISOString(),
      epoch: 'e1',
      known: true,
    } as ReadEvent;
    this.events.push(event);
    follow(this.kept, event);
    return event;
  }

  private joins({ word: title, number: n }: Step): void {
    const userId = `u${(this.made += 1)}`;
    const login = `${userId}@${title}`;
    const attributes = { userName: login, active: n !== 0, title, nested: { n: [n, null] } };
    this.record('users', userId, { type: 'UserProvisioned', data: { userId, login, attributes } });
  }

  private changes({ userId, login }: Person, { word: nickName, number: n }: Step): void {
    const data = { userId, login: `${login}x`, set: { nickName, n }, unset: ['title'] };
    this.record('users', userId, { type: 'UserProfileChanged', data });
  }

  private switches({ userId, login, attributes }: Person): void {
    const type = attributes['active'] === true ? 'UserDeactivated' : 'UserReactivated';
    this.record('users', userId, { type, data: { userId, login, userName: login } });
  }

  private leaves({ userId, login }: Person): void {
    const member: Member = { type: 'User', id: userId };
    for (const group of [...this.kept.groups.values()])
      if (this.isIn(group, member)) this.moves(group, false, [member]);
    const data = { userId, login, userName: login };
    this.record('users', userId, { type: 'UserDeprovisioned', data });
  }

  private group({ one, word: displayName }: Step): void {
    const groupId = `g${(this.made += 1)}`;
    const external = one % 2 === 0 ? {} : { externalId: displayName };
    const data = { groupId, displayName, ...external };
    this.record('groups', groupId, { type: 'GroupCreated', data });
  }

  private members(group: Team, n: number): void {
    const isAdded = n % 3 !== 0;
    const users = [...this.kept.users.keys()].map((id): Member => ({ type: 'User', id }));
    const some = users.filter((one) => this.isIn(group, one) !== isAdded).slice(0, (n % 7) + 1);
    if (some.length > 0) this.moves(group, isAdded, some);
  }

  private moves({ groupId, displayName }: Team, isAdded: boolean, members: Member[]): void {
    const type = isAdded ? 'GroupMembersAdded' : 'GroupMembersRemoved';
    this.record('groups', groupId, { type, data: { groupId, displayName, members } });
  }

  private groupChanges({ groupId }: Team, { one, word: displayName }: Step): void {
    const type = one % 3 === 0 ? 'GroupDeleted' : 'GroupRenamed';
    this.record('groups', groupId, { type, data: { groupId, displayName } });
  }

  private tenantChanges({ one, word: name }: Step): void {
    if (one % 3 === 0) this.ofTenant({ type: 'TenantRenamed', data: { name } });
    else if (one % 3 === 1) this.ofTenant({ type: 'ProfileChosen', data: { profile: 'full' } });
    else this.ofTenant({ type: 'ProvisioningDisabled', data: {} });
  }

  private isIn({ groupId }: Team, member: Member): boolean {
    return this.kept.memberships.has(pair(groupId, member));
  }
}

const at = <T>(all: readonly T[], n: number): T | undefined => all[n % (all.length || 1)];
