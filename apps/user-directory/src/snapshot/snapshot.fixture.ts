import {
  EMPTY_CHECKSUM,
  handle,
  memberChecksum,
  moveChecksum,
  rowChecksum,
  type Attributes,
  type GroupEvent,
  type KnownEvent,
  type Member,
  type ReadEvent,
  type SnapshotLine,
  type SnapshotTenant,
  type TenantEvent,
  type UserEvent,
} from '@rollcall/contracts';

/** What a subscriber keeps of a tenant, from its events or from a snapshot: none of the directory's code. */

export type SpecFact = UserEvent | GroupEvent | TenantEvent;

interface Stamp {
  readonly version: number;
  readonly modifiedAt: string;
}
export interface Person extends Stamp {
  readonly userId: string;
  readonly login: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
}
export interface Team extends Stamp {
  readonly groupId: string;
  readonly displayName: string;
  readonly externalId?: string;
  readonly createdAt: string;
}

export interface Kept {
  tenant: { name: string; profile: string; provisioning: string; movedTo?: string };
  readonly users: Map<string, Person>;
  readonly groups: Map<string, Team>;
  readonly memberships: Set<string>;
}

export const nothing = (): Kept => ({
  tenant: { name: '', profile: '', provisioning: '' },
  users: new Map(),
  groups: new Map(),
  memberships: new Set(),
});

export const pair = (groupId: string, { type, id }: Member): string => `${groupId} ${type} ${id}`;

type Follow = {
  readonly [Type in SpecFact['type']]: (
    event: { readonly data: Extract<SpecFact, { readonly type: Type }>['data'] },
    kept: Kept,
    stamp: Stamp,
  ) => void;
};

const change = (kept: Kept, id: string, more: Partial<Person>, attributes: object = {}): void => {
  const person = kept.users.get(id) as Person;
  const merged = { ...person.attributes, ...attributes };
  kept.users.set(id, { ...person, ...more, attributes: merged });
};

const switched =
  (active: boolean) =>
  ({ data }: { readonly data: { readonly userId: string } }, kept: Kept, stamp: Stamp): void =>
    change(kept, data.userId, stamp, { active });

const named = (
  { data: { groupId, displayName, externalId } }: { readonly data: GroupEvent['data'] },
  kept: Kept,
  stamp: Stamp,
): void => {
  const createdAt = kept.groups.get(groupId)?.createdAt ?? stamp.modifiedAt;
  const external = externalId === undefined ? {} : { externalId };
  kept.groups.set(groupId, { groupId, displayName, ...external, createdAt, ...stamp });
};

const emptied = (_: unknown, kept: Kept): void => {
  kept.tenant = { name: '', profile: kept.tenant.profile, provisioning: 'erased' };
  for (const rows of [kept.users, kept.groups, kept.memberships]) rows.clear();
};

const touch = (kept: Kept, groupId: string, stamp: Stamp): void =>
  void kept.groups.set(groupId, { ...(kept.groups.get(groupId) as Team), ...stamp });

const FOLLOW: Follow = {
  UserProvisioned: ({ data: { userId, login, attributes } }, kept, stamp) =>
    void kept.users.set(userId, {
      userId,
      login,
      attributes,
      createdAt: stamp.modifiedAt,
      ...stamp,
    }),
  UserProfileChanged: ({ data: { userId, login, set, unset } }, kept, stamp) => {
    change(kept, userId, { ...stamp, login }, set);
    const person = kept.users.get(userId) as Person;
    const left = Object.entries(person.attributes).filter(([name]) => !unset.includes(name));
    kept.users.set(userId, { ...person, attributes: Object.fromEntries(left) });
  },
  UserDeactivated: switched(false),
  UserReactivated: switched(true),
  UserDeprovisioned: ({ data }, kept) => void kept.users.delete(data.userId),
  UserErased: () => undefined,
  GroupCreated: named,
  GroupRenamed: named,
  GroupMembersAdded: ({ data }, kept, stamp) => {
    for (const member of data.members) kept.memberships.add(pair(data.groupId, member));
    touch(kept, data.groupId, stamp);
  },
  GroupMembersRemoved: ({ data }, kept, stamp) => {
    for (const member of data.members) kept.memberships.delete(pair(data.groupId, member));
    touch(kept, data.groupId, stamp);
  },
  GroupDeleted: ({ data: { groupId } }, kept) => {
    kept.groups.delete(groupId);
    for (const one of kept.memberships)
      if (one.startsWith(`${groupId} `)) kept.memberships.delete(one);
  },
  TenantRegistered: ({ data: { name, profile } }, kept) => {
    kept.tenant = { name, profile, provisioning: 'disabled' };
  },
  TenantRenamed: ({ data: { name } }, kept) => void (kept.tenant.name = name),
  ProvisioningEnabled: (_, kept) => void (kept.tenant.provisioning = 'enabled'),
  ProvisioningDisabled: (_, kept) => void (kept.tenant.provisioning = 'disabled'),
  ProfileChosen: ({ data: { profile } }, kept) => void (kept.tenant.profile = profile),
  TenantMoved: ({ data: { to } }, kept) => void (kept.tenant.movedTo = to),
  TenantErased: emptied,
  MovedTenantErased: emptied,
};

/** Follows one event, as an ordinary subscriber does. */
export const follow = (kept: Kept, event: ReadEvent): void =>
  handle<KnownEvent<SpecFact>, [Kept, Stamp], void>(FOLLOW, event as KnownEvent<SpecFact>, kept, {
    version: event.streamVersion,
    modifiedAt: event.time,
  });

interface Loaded {
  readonly head: SnapshotTenant;
  readonly kept: Kept;
}

/** What the lines say of each tenant. */
export const load = (lines: readonly SnapshotLine[]): ReadonlyMap<string, Loaded> => {
  const loaded = new Map<string, Loaded>();
  let kept = nothing();
  for (const line of lines)
    if (line.kind === 'tenant') {
      const { name = '', profile, provisioning = '', movedTo } = line;
      kept = nothing();
      kept.tenant = { name, profile, provisioning, ...(movedTo === undefined ? {} : { movedTo }) };
      loaded.set(line.tenantId, { head: line, kept });
    } else if (line.kind === 'user') {
      const { userId, login, attributes, createdAt, version, modifiedAt } = line;
      kept.users.set(userId, { userId, login, attributes, createdAt, version, modifiedAt });
    } else if (line.kind === 'group') {
      const { groupId, displayName, externalId, createdAt, version, modifiedAt } = line;
      const external = externalId === undefined ? {} : { externalId };
      const stamp = { createdAt, version, modifiedAt };
      kept.groups.set(groupId, { groupId, displayName, ...external, ...stamp });
    } else if (line.kind === 'members')
      for (const member of line.members) kept.memberships.add(pair(line.groupId, member));
  return loaded;
};

/** As the event log computes it, from what a reader has. */
export const checksumOf = ({ users, groups, memberships }: Kept): string => {
  const of = new Map<string, string>();
  for (const one of memberships) {
    const [groupId = '', type, id] = one.split(' ');
    const plus = memberChecksum({ type, id } as Member);
    of.set(groupId, moveChecksum(of.get(groupId) ?? EMPTY_CHECKSUM, { plus }));
  }
  const rows = [
    ...[...users.values()].map((one) =>
      rowChecksum(`users/${one.userId}`, one.version, one.attributes as Attributes),
    ),
    ...[...groups.values()].map(({ groupId, displayName, externalId, version }) => {
      const external = externalId === undefined ? {} : { externalId };
      const membership = of.get(groupId) ?? EMPTY_CHECKSUM;
      return rowChecksum(`groups/${groupId}`, version, { displayName, ...external, membership });
    }),
  ];
  return rows.reduce((sum, plus) => moveChecksum(sum, { plus }), EMPTY_CHECKSUM);
};
