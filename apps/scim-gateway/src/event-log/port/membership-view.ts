import type { Member } from '@rollcall/contracts';

/** The live resource of an id in a request, and whether it is already in the group. */
export interface ResolvedMember extends Member {
  readonly member: boolean;
}

/** One membership, by its ids. */
export interface Pair {
  readonly groupId: string;
  readonly memberId: string;
}

/** The live member of a pair, and whether it is in the group. */
export interface ResolvedPair extends Pair, Omit<ResolvedMember, 'id'> {}

export interface Joined extends Pair {
  readonly type: Member['type'];
}

/** Rows of memberships as of the moment when the tenant's lock was taken. */
export interface MembershipReader {
  /** The pairs whose member is a live user or group, in the group or not. */
  named(pairs: readonly Pair[]): Promise<readonly ResolvedPair[]>;
  members(groupId: string): Promise<readonly Member[]>;
  /** The groups with these as direct members. */
  holders(memberIds: readonly string[]): Promise<readonly Pair[]>;
  /** Every group above these, to the outermost. */
  outer(groupIds: readonly string[]): Promise<readonly Pair[]>;
  /** Every group below these, to the innermost. */
  inner(groupIds: readonly string[]): Promise<readonly Pair[]>;
}

/** The memberships that a command reads: as the commands before it left them. */
export interface MembershipView extends Pick<MembershipReader, 'members' | 'holders'> {
  /** The groups with these as direct members; the same query reads the groups above them. */
  outer(groupIds: readonly string[]): Promise<readonly Pair[]>;
  /** The groups that are direct members of these; the same query reads the groups below them. */
  inner(groupIds: readonly string[]): Promise<readonly Pair[]>;
  /** The ids that belong to live users or groups. */
  named(groupId: string, ids: readonly string[]): Promise<readonly ResolvedMember[]>;
}
