import {
  groupEvents,
  isHandled,
  moveChecksum,
  type GroupEvent,
  type KnownEvent,
  type Member,
  type ReadEvent,
} from '@rollcall/contracts';
import type { PoolClient } from 'pg';
import type { TenantState } from '../projecting/checkpoint';
import type { BatchRows } from '../projecting/projection';
import { checksumOfGroup, type GroupRow } from './group-row';
import { groupsWith, writeGroups, type GroupKey } from './group.statements';

/** One membership, and its member's type where it is to be written. */
export interface MembershipRow {
  readonly tenantId: string;
  readonly groupId: string;
  readonly memberId: string;
  readonly type: Member['type'];
}

interface Touched {
  readonly tenantId: string;
  readonly groupId: string;
  row: GroupRow | undefined;
  /** The group ended in this batch: no former membership of it stays. */
  emptied: boolean;
  readonly members: Map<string, { readonly type: Member['type']; readonly in: boolean }>;
}

const keyOf = (tenantId: string, groupId: string): string => `${tenantId}/${groupId}`;

/** Groups and memberships that a batch reads and leaves. */
export class GroupRows implements BatchRows {
  private readonly rows = new Map<string, GroupRow>();
  private readonly touched = new Map<string, Touched>();

  /** The groups that a batch builds on: not those that it begins. */
  read(client: PoolClient, events: readonly ReadEvent[]): Promise<void> | undefined {
    const wanted = new Map<string, GroupKey>();
    for (const event of events) {
      if (event.streamVersion === 1) continue;
      if (!isHandled<KnownEvent<GroupEvent>>(groupEvents, event)) continue;
      const { tenantId, data } = event;
      wanted.set(keyOf(tenantId, data.groupId), { tenantId, groupId: data.groupId });
    }
    if (wanted.size === 0) return undefined;
    return groupsWith(client, [...wanted.values()]).then((found) => {
      for (const row of found) this.rows.set(keyOf(row.tenantId, row.groupId), row);
    });
  }

  get(tenantId: string, groupId: string): GroupRow | undefined {
    return this.touch(tenantId, groupId).row;
  }

  /** Puts a group in the place of its former row, and moves the tenant's checksum. */
  put(tenant: TenantState, groupId: string, next: GroupRow | undefined): void {
    const group = this.touch(tenant.tenantId, groupId);
    const former = group.row;
    const change = {
      minus: former && checksumOfGroup(former),
      plus: next && checksumOfGroup(next),
    };
    group.row = next;
    tenant.checksum = moveChecksum(tenant.checksum, change);
  }

  move(tenantId: string, groupId: string, members: readonly Member[], isIn: boolean): void {
    const group = this.touch(tenantId, groupId);
    for (const { id, type } of members) group.members.set(id, { type, in: isIn });
  }

  empty(tenantId: string, groupId: string): void {
    const group = this.touch(tenantId, groupId);
    group.members.clear();
    group.emptied = true;
  }

  write(client: PoolClient): readonly Promise<unknown>[] {
    const groups = [...this.touched.values()];
    return writeGroups(client, {
      live: groups.flatMap(({ row }) => row ?? []),
      gone: groups.filter(({ row }) => row === undefined),
      emptied: groups.filter(({ emptied }) => emptied),
      left: this.memberships(false),
      joined: this.memberships(true),
    });
  }

  private memberships(isIn: boolean): readonly MembershipRow[] {
    return [...this.touched.values()].flatMap(({ tenantId, groupId, members }) =>
      [...members]
        .filter(([, one]) => one.in === isIn)
        .map(([memberId, { type }]) => ({ tenantId, groupId, memberId, type })),
    );
  }

  private touch(tenantId: string, groupId: string): Touched {
    const key = keyOf(tenantId, groupId);
    const known = this.touched.get(key);
    if (known) return known;
    const row = this.rows.get(key);
    const made: Touched = { tenantId, groupId, row, emptied: false, members: new Map() };
    this.touched.set(key, made);
    return made;
  }
}
