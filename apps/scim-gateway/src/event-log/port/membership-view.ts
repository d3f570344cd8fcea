import type { Member } from '@rollcall/contracts';

/** What an id of a request stands for in this tenant, and whether it is in the group already. */
export interface Named extends Member {
  readonly member: boolean;
}

/** One membership, by its ids. */
export interface Pair {
  readonly groupId: string;
  readonly memberId: string;
}

/** What a pair was found to be. */
export interface NamedPair extends Pair, Omit<Named, 'id'> {}

export interface Joined extends Pair {
  readonly type: Member['type'];
}

/** Rows of memberships as they were when the tenant's lock was taken. */
export interface MembershipReader {
  /** Those of the pairs whose member is a live user or group, in the group or not. */
  named(pairs: readonly Pair[]): Promise<readonly NamedPair[]>;
  members(groupId: string): Promise<readonly Member[]>;
  /** The groups that hold these directly. */
  holders(memberIds: readonly string[]): Promise<readonly Pair[]>;
  /** Everything that holds these groups, and what holds that, to the outermost. */
  outer(groupIds: readonly string[]): Promise<readonly Pair[]>;
  /** Every group that these hold, and what those hold, to the innermost. */
  inner(groupIds: readonly string[]): Promise<readonly Pair[]>;
}

/** What a command asks about memberships: as the commands before it left them. */
export interface MembershipView extends Pick<MembershipReader, 'members' | 'holders'> {
  /** The groups that hold these directly; what is above them is read in the same question. */
  outer(groupIds: readonly string[]): Promise<readonly Pair[]>;
  /** The groups that these hold directly; what is below them is read in the same question. */
  inner(groupIds: readonly string[]): Promise<readonly Pair[]>;
  /** Those of the ids that are live users or groups. */
  named(groupId: string, ids: readonly string[]): Promise<readonly Named[]>;
}
