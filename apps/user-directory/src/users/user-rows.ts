import {
  isHandled,
  moveChecksum,
  userEvents,
  type KnownEvent,
  type ReadEvent,
  type UserEvent,
} from '@rollcall/contracts';
import type { PoolClient } from 'pg';
import type { TenantState } from '../projecting/checkpoint';
import type { BatchRows, Tenants } from '../projecting/projection';
import { checksumOf, type UserRow, type UserState } from './user-row';
import { deleteUsers, moveBlocks, usersOfTenant, usersWith, writeUsers } from './user.statements';

/** Users in a block: a page is found by counting blocks, not users. */
export const BLOCK = 256;

const keyOf = (tenantId: string, userId: string): string => `${tenantId}/${userId}`;

/** Users that a batch reads and leaves: undefined for one that is not, or no more, there. */
export class UserRows implements BatchRows {
  private readonly rows = new Map<string, UserRow | undefined>();
  private readonly touched = new Set<string>();
  private readonly blocks = new Map<string, { tenantId: string; block: number; live: number }>();

  /** The users that a batch builds on: not those that it begins. */
  read(client: PoolClient, events: readonly ReadEvent[]): Promise<void> | undefined {
    const wanted = new Map<string, readonly [tenantId: string, userId: string]>();
    for (const event of events) {
      if (event.streamVersion === 1) continue;
      if (!isHandled<KnownEvent<UserEvent>>(userEvents, event)) continue;
      const { tenantId, data } = event;
      wanted.set(keyOf(tenantId, data.userId), [tenantId, data.userId]);
    }
    if (wanted.size === 0) return undefined;
    return usersWith(client, [...wanted.values()]).then((found) => {
      for (const row of found) this.seed(row);
    });
  }

  get(tenantId: string, userId: string): UserRow | undefined {
    return this.rows.get(keyOf(tenantId, userId));
  }

  /** Puts a user in the place of its former row, and moves the tenant's checksum and count. */
  put(tenant: TenantState, userId: string, next: UserState | undefined): void {
    const key = keyOf(tenant.tenantId, userId);
    const former = this.rows.get(key);
    const row = next && { ...next, checksum: checksumOf(next) };
    this.rows.set(key, row);
    this.touched.add(key);
    tenant.checksum = moveChecksum(tenant.checksum, {
      minus: former?.checksum,
      plus: row?.checksum,
    });
    const ordinal = (row ?? former)?.ordinal;
    const more = (row ? 1 : 0) - (former ? 1 : 0);
    if (ordinal !== undefined && more !== 0) this.count(tenant, ordinal, more);
  }

  /** Another profile shows other attributes: every row of the tenant is rendered again. */
  async complete(client: PoolClient, moved: readonly TenantState[]): Promise<void> {
    for (const { tenantId, rerender } of moved) {
      if (!rerender) continue;
      for (const row of await usersOfTenant(client, tenantId)) {
        const key = keyOf(row.tenantId, row.userId);
        if (this.touched.has(key)) continue;
        this.seed(row);
        this.touched.add(key);
      }
    }
  }

  /** What was touched since the last call, as it is now. */
  writeAhead(client: PoolClient, tenants: Tenants): readonly Promise<unknown>[] {
    const live: UserRow[] = [];
    const gone: string[] = [];
    for (const key of this.touched) {
      const row = this.rows.get(key);
      if (row) live.push(row);
      else gone.push(key);
    }
    this.touched.clear();
    return [
      ...(live.length > 0 ? [writeUsers(client, live, tenants)] : []),
      ...(gone.length > 0 ? [deleteUsers(client, gone)] : []),
    ];
  }

  write(client: PoolClient, tenants: Tenants): readonly Promise<unknown>[] {
    const blocks = [...this.blocks.values()].filter((one) => one.live !== 0);
    return [
      ...this.writeAhead(client, tenants),
      ...(blocks.length > 0 ? [moveBlocks(client, blocks)] : []),
    ];
  }

  private seed(row: UserRow): void {
    this.rows.set(keyOf(row.tenantId, row.userId), row);
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
