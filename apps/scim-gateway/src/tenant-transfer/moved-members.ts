import type { Member, TenantId } from '@rollcall/contracts';
import { groupDecider } from '@rollcall/domain';
import type { ClientBase } from 'pg';
import type { ReplayedEvent } from './replay';
import { DELETE_MEMBERSHIPS, EMPTY_GROUP, PUT_MEMBERSHIPS } from './moving.queries';

const AT_ONCE = 10_000;

/**
 * The members of each group, from the events of one group after the other. A part of the changes is
 * in memory, each member's last one; the earlier ones are in the table.
 */
export class MovedMembers {
  private groups = new Map<string, Map<string, Member['type'] | undefined>>();
  private size = 0;
  /** The group with a part in the table. */
  private begun: string | undefined;

  constructor(
    private readonly client: ClientBase,
    private readonly tenantId: TenantId,
  ) {}

  async take(groupId: string, event: ReplayedEvent): Promise<void> {
    if (!groupDecider.handles(event)) return;
    const { type, data } = event;
    switch (type) {
      case 'GroupDeleted':
        this.groups.delete(groupId);
        if (this.begun === groupId) await this.client.query(EMPTY_GROUP, [this.tenantId, groupId]);
        return;
      case 'GroupMembersAdded':
        for (const member of data.members) this.change(groupId, member.id, member.type);
        break;
      case 'GroupMembersRemoved':
        for (const { id } of data.members) this.change(groupId, id, undefined);
        break;
      case 'GroupCreated':
      case 'GroupRenamed':
        return;
      default:
        return type satisfies never;
    }
    if (this.size < AT_ONCE) return;
    await this.flush();
    this.begun = groupId;
  }

  async flush(): Promise<void> {
    const rows = [...this.groups].flatMap(([group, members]) =>
      [...members].map(([member, type]) => ({ group, member, type })),
    );
    const gone = rows.filter(({ type }) => type === undefined);
    const here = rows.filter(({ type }) => type !== undefined);
    const columns = (some: typeof rows) => [
      this.tenantId,
      some.map(({ group }) => group),
      some.map(({ member }) => member),
    ];
    if (gone.length > 0) await this.client.query(DELETE_MEMBERSHIPS, columns(gone));
    if (here.length > 0)
      await this.client.query(PUT_MEMBERSHIPS, [...columns(here), here.map(({ type }) => type)]);
    this.groups = new Map();
    this.size = 0;
  }

  private change(groupId: string, memberId: string, type: Member['type'] | undefined): void {
    let members = this.groups.get(groupId);
    if (!members) this.groups.set(groupId, (members = new Map()));
    members.set(memberId, type);
    this.size += 1;
  }
}
