import { moveChecksum, type GroupEvent, type Member } from '@rollcall/contracts';
import { checksumOfGroup, evolveGroup, type GroupRow } from './group-row';

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
  /** The group began, or ended, in this batch: no former membership of it stays. */
  emptied: boolean;
  readonly members: Map<string, { readonly type: Member['type']; readonly in: boolean }>;
}

const keyOf = (tenantId: string, groupId: string): string => `${tenantId}/${groupId}`;

/** Groups and memberships that a batch reads and leaves. */
export class GroupRows {
  private readonly rows = new Map<string, GroupRow>();
  private readonly touched = new Map<string, Touched>();

  seed(row: GroupRow): void {
    this.rows.set(keyOf(row.tenantId, row.groupId), row);
  }

  /** Applies an event of a group, and moves the tenant's checksum. */
  apply(
    tenant: { readonly tenantId: string; checksum: string },
    event: GroupEvent,
    at: { readonly version: number; readonly time: string; readonly position: number },
  ): void {
    const { tenantId } = tenant;
    const { groupId } = event.data;
    const group = this.touch(tenantId, groupId);
    const former = group.row;
    group.row = evolveGroup(event, former, { tenantId, ...at });
    tenant.checksum = moveChecksum(tenant.checksum, {
      minus: former && checksumOfGroup(former),
      plus: group.row && checksumOfGroup(group.row),
    });
    if (event.type === 'GroupDeleted') {
      group.members.clear();
      group.emptied = true;
    }
    if (event.type === 'GroupMembersAdded' || event.type === 'GroupMembersRemoved')
      for (const { id, type } of event.data.members)
        group.members.set(id, { type, in: event.type === 'GroupMembersAdded' });
  }

  live(): readonly GroupRow[] {
    return [...this.touched.values()].flatMap(({ row }) => row ?? []);
  }

  gone(): readonly Pick<GroupRow, 'tenantId' | 'groupId'>[] {
    return [...this.touched.values()].filter(({ row }) => row === undefined);
  }

  emptied(): readonly Pick<GroupRow, 'tenantId' | 'groupId'>[] {
    return [...this.touched.values()].filter(({ emptied }) => emptied);
  }

  memberships(which: 'in' | 'out'): readonly MembershipRow[] {
    return [...this.touched.values()].flatMap(({ tenantId, groupId, members }) =>
      [...members]
        .filter(([, one]) => one.in === (which === 'in'))
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
