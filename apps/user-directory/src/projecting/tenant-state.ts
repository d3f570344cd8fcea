import {
  EMPTY_CHECKSUM,
  isEventType,
  moveChecksum,
  type EventOf,
  type EventType,
  type GroupEvent,
  type ProfileChosen,
  type ProfileName,
  type ReadEvent,
  type Recorded,
  type RecordedEach,
  type TenantRegistered,
  type UserEvent,
} from '@rollcall/contracts';
import { GroupRows } from '../groups/group-rows';
import { checksumOf, type UserRow, type UserState } from '../users/user-row';

/** A tenant's checkpoint while a batch is worked on. */
export interface TenantState {
  readonly tenantId: string;
  readonly before: number;
  position: number;
  checksum: string;
  users: number;
  nextOrdinal: number;
  profile: ProfileName;
  /** Of the event at `position`. */
  epoch: string;
  /** The position of the TenantErased for which it is being emptied. */
  erasing: number | undefined;
  rerender: boolean;
  /** Nothing of it stays but the checkpoint. */
  erased: boolean;
  held: { reason: string; partition: number; offset: string } | undefined;
}

/** Rows that a batch reads and leaves: undefined for a user that is not, or no more, there. */
export class Rows {
  private readonly rows = new Map<string, UserRow | undefined>();
  readonly groups = new GroupRows();
  readonly touched = new Set<string>();
  readonly blocks = new Map<string, { tenantId: string; block: number; live: number }>();

  static key(tenantId: string, userId: string): string {
    return `${tenantId}/${userId}`;
  }

  seed(row: UserRow): void {
    this.rows.set(Rows.key(row.tenantId, row.userId), row);
  }

  get(tenantId: string, userId: string): UserRow | undefined {
    return this.rows.get(Rows.key(tenantId, userId));
  }

  put(tenant: TenantState, userId: string, next: UserState | undefined): void {
    const key = Rows.key(tenant.tenantId, userId);
    const former = this.rows.get(key);
    const row = next && { ...next, checksum: checksumOf(next) };
    this.rows.set(key, row);
    this.touched.add(key);
    tenant.checksum = moveChecksum(tenant.checksum, {
      minus: former?.checksum,
      plus: row?.checksum,
    });
    const more = (row ? 1 : 0) - (former ? 1 : 0);
    if (more !== 0) this.count(tenant, (row ?? (former as UserRow)).ordinal, more);
  }

  /** What was touched since the last call, as it is now: to be written. */
  take(): { readonly live: readonly UserRow[]; readonly gone: readonly string[] } {
    const live: UserRow[] = [];
    const gone: string[] = [];
    for (const key of this.touched) {
      const row = this.rows.get(key);
      if (row) live.push(row);
      else gone.push(key);
    }
    this.touched.clear();
    return { live, gone };
  }

  private count(tenant: TenantState, ordinal: number, more: number): void {
    tenant.users += more;
    const block = Math.floor(ordinal / BLOCK);
    const key = `${tenant.tenantId}/${block}`;
    const known = this.blocks.get(key) ?? { tenantId: tenant.tenantId, block, live: 0 };
    known.live += more;
    this.blocks.set(key, known);
  }
}

/** Users in a block: a page is found by counting blocks, not users. */
export const BLOCK = 256;

/** What an event does to a user's row; undefined takes the row away. */
const evolve = (
  event: UserEvent,
  row: UserRow | undefined,
  at: { tenantId: string; version: number; time: string; ordinal: () => number },
): UserState | undefined => {
  const stamp = { version: at.version, modifiedAt: at.time };
  switch (event.type) {
    case 'UserProvisioned':
      return {
        tenantId: at.tenantId,
        userId: event.data.userId,
        login: event.data.login,
        attributes: event.data.attributes,
        ordinal: at.ordinal(),
        createdAt: at.time,
        ...stamp,
      };
    case 'UserProfileChanged': {
      if (!row) return undefined;
      const { set, unset, login } = event.data;
      const kept = Object.entries(row.attributes).filter(([name]) => !unset.includes(name));
      return { ...row, ...stamp, login, attributes: { ...Object.fromEntries(kept), ...set } };
    }
    case 'UserDeactivated':
    case 'UserReactivated': {
      const active = event.type === 'UserReactivated';
      return row && { ...row, ...stamp, attributes: { ...row.attributes, active } };
    }
    case 'UserDeprovisioned':
    case 'UserErased':
      return undefined;
    default:
      return event satisfies never;
  }
};

type Applying<Event> = (tenant: TenantState, rows: Rows, event: Event) => void;

const ofUser: Applying<RecordedEach<UserEvent>> = (tenant, rows, event) => {
  const { userId } = event.data;
  const { streamVersion: version, time } = event;
  const at = { tenantId: tenant.tenantId, version, time, ordinal: () => tenant.nextOrdinal++ };
  rows.put(tenant, userId, evolve(event, rows.get(tenant.tenantId, userId), at));
};

const ofGroup: Applying<RecordedEach<GroupEvent>> = (tenant, rows, event) => {
  const { streamVersion: version, time, position } = event;
  rows.groups.apply(tenant, event, { version, time, position });
};

const profiled: Applying<Recorded<TenantRegistered | ProfileChosen>> = (
  tenant,
  _rows,
  { data },
) => {
  tenant.rerender ||= tenant.profile !== data.profile && tenant.users > 0;
  tenant.profile = data.profile;
};

/** What each type of the catalogue does to the rows. A type without a line does not compile. */
const APPLYING: { readonly [Type in EventType]: Applying<Recorded<EventOf<Type>>> | 'ignored' } = {
  UserProvisioned: ofUser,
  UserProfileChanged: ofUser,
  UserDeactivated: ofUser,
  UserReactivated: ofUser,
  UserDeprovisioned: ofUser,
  UserErased: ofUser,
  GroupCreated: ofGroup,
  GroupRenamed: ofGroup,
  GroupMembersAdded: ofGroup,
  GroupMembersRemoved: ofGroup,
  GroupDeleted: ofGroup,
  TenantRegistered: profiled,
  ProfileChosen: profiled,
  TenantErased: (tenant) =>
    Object.assign(tenant, {
      ...{ erased: true, erasing: undefined, rerender: false },
      ...{ users: 0, checksum: EMPTY_CHECKSUM },
    }),
  // Whoever came later has the ordinal that cursors and kept lists know.
  EventRedacted: (tenant, _rows, { data }) => {
    if (data.type === 'UserProvisioned') tenant.nextOrdinal += 1;
  },
  // A log-in does not depend on what is below, and no list shows it.
  TenantRenamed: 'ignored',
  ProvisioningEnabled: 'ignored',
  ProvisioningDisabled: 'ignored',
  RateLimitChosen: 'ignored',
  DialectChosen: 'ignored',
  SetUpLinkIssued: 'ignored',
  SetUpLinkUsed: 'ignored',
  SetUpLinkRevoked: 'ignored',
  SignedIn: 'ignored',
  SignedOut: 'ignored',
  CaptureChosen: 'ignored',
  CaptureRead: 'ignored',
  UsersExported: 'ignored',
  ConnectionTested: 'ignored',
  WebhookChosen: 'ignored',
  // The person of a connection test is no person.
  TestUserProvisioned: 'ignored',
  TestUserProfileChanged: 'ignored',
  TestUserDeactivated: 'ignored',
  TestUserReactivated: 'ignored',
  TestUserDeprovisioned: 'ignored',
  // Of another topic.
  TokenIssued: 'ignored',
  TokenRevoked: 'ignored',
  TokenExpiring: 'ignored',
  TokenExpired: 'ignored',
  TokensErased: 'ignored',
};

const applyingOf = ({ type }: { readonly type: string }) =>
  isEventType(type) ? APPLYING[type] : 'ignored';

/** The user that an event is about; undefined for events of other streams. */
export const userIdOf = (event: ReadEvent): string | undefined =>
  applyingOf(event) === ofUser ? (event.data as { userId: string }).userId : undefined;

/** The group likewise. */
export const groupIdOf = (event: ReadEvent): string | undefined =>
  applyingOf(event) === ofGroup ? (event.data as { groupId: string }).groupId : undefined;

/** Applies the tenant's next event; one of a type that is not known leaves the rows as they are. */
export const apply = (tenant: TenantState, rows: Rows, event: ReadEvent): void => {
  const applying = applyingOf(event);
  if (applying !== 'ignored') (applying as unknown as Applying<ReadEvent>)(tenant, rows, event);
  tenant.position = event.position;
  tenant.epoch = event.epoch;
};
