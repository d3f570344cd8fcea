import type { Member, Subject } from '@rollcall/contracts';
import type {
  Joined,
  MembershipReader,
  MembershipView,
  ResolvedMember,
  ResolvedPair,
  Pair,
} from '../port/membership-view';

/** What one append does to the rows of memberships. */
export interface MembershipWrite {
  readonly joined: readonly Joined[];
  readonly left: readonly Pair[];
  /** Groups that are gone with all their members. */
  readonly emptied: readonly string[];
}

type Now = { readonly type: Member['type']; readonly before: boolean; now: boolean };

/** Memberships inside a batch: the rows, and over them what the batch has decided so far. */
export class Memberships implements MembershipView {
  private readonly moved = new Map<string, Map<string, Now>>();
  private readonly emptied = new Set<string>();
  private readonly known = new Map<string, string[]>();
  private readonly within = new Map<string, string[]>();
  private readonly read = new Map<string, Map<string, ResolvedMember | undefined>>();

  /** `statusOf`: the status of a stream in the batch; undefined: the rows are right about it. */
  constructor(
    private readonly reader: MembershipReader,
    private readonly statusOf: (subject: Subject) => 'live' | 'gone' | undefined,
  ) {}

  /** Stores the groups of these members, as read under the lock. */
  seedHolders(memberIds: readonly string[], pairs: readonly Pair[]): void {
    for (const id of memberIds) this.known.set(id, []);
    for (const { groupId, memberId } of pairs) {
      const groups = this.known.get(memberId);
      if (groups) groups.push(groupId);
      else this.known.set(memberId, [groupId]);
    }
  }

  /** Puts in what pairs were found to be; those not found are put in too. */
  seedNamed(pairs: readonly Pair[], found: readonly ResolvedPair[]): void {
    for (const { groupId, memberId } of pairs) this.rowsOf(groupId).set(memberId, undefined);
    for (const { groupId, memberId: id, type, member } of found)
      this.rowsOf(groupId).set(id, { id, type, member });
  }

  async named(groupId: string, ids: readonly string[]): Promise<readonly ResolvedMember[]> {
    const rows = this.rowsOf(groupId);
    const unread = ids.filter((id) => !rows.has(id)).map((memberId) => ({ groupId, memberId }));
    if (unread.length > 0) this.seedNamed(unread, await this.reader.named(unread));
    const found = new Map<string, ResolvedMember>();
    for (const id of ids) {
      const here = rows.get(id);
      const type = this.typeOf(id) ?? here?.type;
      if (type === undefined || this.statusOf(subjectOf({ type, id })) === 'gone') continue;
      found.set(id, { id, type, member: this.isMember(groupId, id, here?.member ?? false) });
    }
    return [...found.values()];
  }

  async members(groupId: string): Promise<readonly Member[]> {
    if (this.emptied.has(groupId)) return [];
    const moved = this.moved.get(groupId);
    const rows = await this.reader.members(groupId);
    const kept = moved ? rows.filter(({ id }) => moved.get(id)?.now !== false) : rows;
    const here = new Set(kept.map(({ id }) => id));
    const more = [...(moved ?? [])].filter(([id, { now }]) => now && !here.has(id));
    return [...kept, ...more.map(([id, { type }]) => ({ id, type }))];
  }

  async holders(memberIds: readonly string[]): Promise<readonly Pair[]> {
    const unread = memberIds.filter((id) => !this.known.has(id));
    if (unread.length > 0) this.seedHolders(unread, await this.reader.holders(unread));
    return memberIds.flatMap((memberId) => {
      const groups = new Set(this.known.get(memberId));
      for (const [groupId, members] of this.moved) {
        const moved = members.get(memberId);
        if (moved?.now) groups.add(groupId);
        else if (moved) groups.delete(groupId);
      }
      return [...groups]
        .filter((groupId) => !this.emptied.has(groupId))
        .map((groupId) => ({ groupId, memberId }));
    });
  }

  async outer(groupIds: readonly string[]): Promise<readonly Pair[]> {
    const unread = groupIds.filter((id) => !this.known.has(id));
    if (unread.length > 0) {
      const pairs = await this.reader.outer(unread);
      this.seedHolders([...unread, ...pairs.map(({ groupId }) => groupId)], pairs);
    }
    return this.holders(groupIds);
  }

  async inner(groupIds: readonly string[]): Promise<readonly Pair[]> {
    const unread = groupIds.filter((id) => !this.within.has(id));
    if (unread.length > 0) {
      const pairs = await this.reader.inner(unread);
      for (const id of [...unread, ...pairs.map((pair) => pair.memberId)]) this.within.set(id, []);
      for (const { groupId, memberId } of pairs) this.within.get(groupId)?.push(memberId);
    }
    return groupIds.flatMap((groupId) => {
      if (this.emptied.has(groupId)) return [];
      const groups = new Set(this.within.get(groupId));
      for (const [id, { type, now }] of this.moved.get(groupId) ?? [])
        if (type === 'Group' && now) groups.add(id);
        else groups.delete(id);
      return [...groups].map((memberId) => ({ groupId, memberId }));
    });
  }

  /** `joins` are no members now and `leaves` are: a decision is exact. */
  move(groupId: string, joins: readonly Member[], leaves: readonly Member[]): void {
    if (joins.length === 0 && leaves.length === 0) return;
    const group = this.moved.get(groupId) ?? new Map<string, Now>();
    this.moved.set(groupId, group);
    const set = ({ id, type }: Member, now: boolean): void => {
      group.set(id, { type, before: group.get(id)?.before ?? !now, now });
    };
    for (const member of leaves) set(member, false);
    for (const member of joins) set(member, true);
  }

  /** The group is gone. */
  empty(groupId: string): void {
    this.moved.delete(groupId);
    this.emptied.add(groupId);
  }

  write(): MembershipWrite {
    const all = [...this.moved].flatMap(([groupId, members]) =>
      [...members].map(([memberId, one]) => ({ groupId, memberId, ...one })),
    );
    return {
      joined: all.filter(({ before, now }) => now && !before),
      left: all.filter(({ before, now }) => before && !now),
      emptied: [...this.emptied],
    };
  }

  private rowsOf(groupId: string): Map<string, ResolvedMember | undefined> {
    const known = this.read.get(groupId);
    if (known) return known;
    const made = new Map<string, ResolvedMember | undefined>();
    this.read.set(groupId, made);
    return made;
  }

  private isMember(groupId: string, id: string, row: boolean): boolean {
    if (this.emptied.has(groupId)) return false;
    return this.moved.get(groupId)?.get(id)?.now ?? row;
  }

  private typeOf(id: string): Member['type'] | undefined {
    return (['User', 'Group'] as const).find(
      (type) => this.statusOf(subjectOf({ type, id })) === 'live',
    );
  }
}

/** The stream of a member. */
export const subjectOf = ({ type, id }: Member): Subject =>
  (type === 'User' ? `users/${id}` : `groups/${id}`) as Subject;
