import {
  EMPTY_CHECKSUM,
  moveChecksum,
  type EventRedacted,
  type ProfileName,
  type ReadEvent,
  type UserEvent,
} from '@rollcall/contracts';
import { isGroupEvent } from '../groups/group-row';
import { GroupRows } from '../groups/group-rows';
import { checksumOf, type UserRow, type UserState } from './user-row';

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
  }
};

const USER_EVENTS: ReadonlySet<string> = new Set([
  'UserProvisioned',
  'UserProfileChanged',
  'UserDeactivated',
  'UserReactivated',
  'UserDeprovisioned',
  'UserErased',
]);

/** The user that an event is about; undefined for events of other streams. */
export const userIdOf = (event: ReadEvent): string | undefined =>
  USER_EVENTS.has(event.type) ? (event.data as { userId: string }).userId : undefined;

/** Applies the tenant's next event. */
export const apply = (tenant: TenantState, rows: Rows, event: ReadEvent): void => {
  const userId = userIdOf(event);
  if (userId !== undefined) {
    const row = evolve(event as unknown as UserEvent, rows.get(tenant.tenantId, userId), {
      tenantId: tenant.tenantId,
      version: event.streamVersion,
      time: event.time,
      ordinal: () => tenant.nextOrdinal++,
    });
    rows.put(tenant, userId, row);
  } else if (isGroupEvent(event)) {
    const { streamVersion: version, time, position } = event;
    rows.groups.apply(tenant, event, { version, time, position });
  } else if (event.type === 'TenantRegistered' || event.type === 'ProfileChosen') {
    const { profile } = event.data as { profile: ProfileName };
    tenant.rerender ||= tenant.profile !== profile && tenant.users > 0;
    tenant.profile = profile;
  } else if (event.type === 'TenantErased') {
    Object.assign(tenant, { erased: true, rerender: false, users: 0, checksum: EMPTY_CHECKSUM });
  } else if (event.type === 'EventRedacted') {
    // Whoever came later has the ordinal that cursors and kept lists know.
    if ((event.data as EventRedacted['data']).type === 'UserProvisioned') tenant.nextOrdinal += 1;
  }
  tenant.position = event.position;
  tenant.epoch = event.epoch;
};
