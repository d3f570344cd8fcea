import type { Member, TenantId } from '@rollcall/contracts';
import type { PoolClient, QueryResult } from 'pg';
import {
  EMPTY_GROUPS,
  INNER_GROUPS,
  JOIN_GROUPS,
  LEAVE_GROUPS,
  MEMBER_OF,
  MEMBERS,
  NAMED,
  OUTER_GROUPS,
} from './memberships.queries';
import type { MembershipReader, ResolvedPair, Pair } from '../port/membership-view';
import type { MembershipWrite } from './memberships';

/** The rows of memberships inside an append, on its own connection. */
export class MembershipRows implements MembershipReader {
  constructor(
    private readonly client: PoolClient,
    private readonly tenantId: TenantId,
  ) {}

  named(pairs: readonly Pair[]): Promise<readonly ResolvedPair[]> {
    const values = [pairs.map(({ groupId }) => groupId), pairs.map(({ memberId }) => memberId)];
    return this.rows<ResolvedPair>('named', NAMED, values);
  }

  members(groupId: string): Promise<readonly Member[]> {
    return this.rows<Member>('members', MEMBERS, [groupId]);
  }

  holders(memberIds: readonly string[]): Promise<readonly Pair[]> {
    return this.rows<Pair>('member-of', MEMBER_OF, [memberIds]);
  }

  outer(groupIds: readonly string[]): Promise<readonly Pair[]> {
    return this.rows<Pair>('outer-groups', OUTER_GROUPS, [groupIds]);
  }

  inner(groupIds: readonly string[]): Promise<readonly Pair[]> {
    return this.rows<Pair>('inner-groups', INNER_GROUPS, [groupIds]);
  }

  /** The statements of a write, in their required order; none when nothing moved. */
  write({ joined, left, emptied }: MembershipWrite): readonly Promise<QueryResult>[] {
    const groups = (pairs: readonly Pair[]) => pairs.map(({ groupId }) => groupId);
    const members = (pairs: readonly Pair[]) => pairs.map(({ memberId }) => memberId);
    return [
      ...(emptied.length > 0 ? [this.ask('empty-groups', EMPTY_GROUPS, [emptied])] : []),
      ...(left.length > 0
        ? [this.ask('leave-groups', LEAVE_GROUPS, [groups(left), members(left)])]
        : []),
      ...(joined.length > 0
        ? [
            this.ask('join-groups', JOIN_GROUPS, [
              groups(joined),
              members(joined),
              joined.map(({ type }) => type),
            ]),
          ]
        : []),
    ];
  }

  private async rows<Row>(name: string, text: string, values: unknown[]): Promise<readonly Row[]> {
    return (await this.ask(name, text, values)).rows as Row[];
  }

  private ask(name: string, text: string, values: unknown[]): Promise<QueryResult> {
    return this.client.query({ name, text, values: [this.tenantId, ...values] });
  }
}
