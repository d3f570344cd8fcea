import {
  EMPTY_CHECKSUM,
  isEventType,
  catalogue,
  moveChecksum,
  type Checksum,
  type Fact,
  type GroupEvent,
  type Member,
  type ProfileName,
  type Subject,
} from '@rollcall/contracts';
import type { Claim, Provisioning } from '@rollcall/domain';
import { checksumOf } from '../log/batch';
import type { StreamState } from '../log/event-log';
import { KINDS, type Kind, type Settled } from './kinds';
import type { MovedEvent } from './tenant-file';

interface Stream {
  readonly kind: Kind<unknown>;
  state: unknown;
  version: number;
  readonly createdAt: string;
  modifiedAt: string;
}

export type Settings = {
  readonly name: string;
  readonly profile: ProfileName;
  readonly provisioning: Provisioning;
  readonly rateLimit: number | null;
};
export interface Dialect {
  readonly strictness: string;
  readonly quirksOff: readonly string[];
}
export type StreamWithClaims = Omit<StreamState, 'rendered'> & {
  readonly claims: readonly Claim[];
};

/** Why an event cannot stand where it does. */
export type Misfit = 'unknown' | 'misplaced' | undefined;

/** The state of a tenant from its events alone: streams, claims, members, settings. */
export class Replay {
  private readonly streams = new Map<Subject, Stream>();
  private readonly groups = new Map<string, Map<string, Member['type']>>();
  private rateLimit: number | null = null;
  dialect: Dialect | undefined;
  position = 0;

  /** Takes the tenant's next event; says why when it is none. */
  take(event: MovedEvent): Misfit {
    const { subject, type, version, position, streamVersion, time } = event;
    const [name = '', id = ''] = subject.split('/');
    const of = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
    if (!of || !isEventType(type) || version > catalogue[type].version) return 'unknown';
    const before = this.streams.get(subject as Subject);
    if (position !== this.position + 1 || streamVersion !== (before?.version ?? 0) + 1)
      return 'misplaced';
    const stream = before ?? {
      kind: of,
      state: of.initial,
      version: 0,
      createdAt: time,
      modifiedAt: time,
    };
    this.streams.set(subject as Subject, stream);
    // An event whose words were taken out when somebody was erased leads nowhere any more.
    const isTold = event.redactedAt === undefined;
    if (isTold) stream.state = of.evolve(stream.state, event);
    stream.version = streamVersion;
    stream.modifiedAt = time;
    this.position = position;
    this.settle(event);
    if (isTold && name === 'groups') this.move(id, event);
    return undefined;
  }

  settings(tenant: Subject): Settings | undefined {
    const stream = this.streams.get(tenant);
    const settled = stream?.kind.settled(stream.state);
    return (
      settled && {
        ...(settled.attributes as Omit<Settings, 'rateLimit'>),
        rateLimit: this.rateLimit,
      }
    );
  }

  *states(): Generator<StreamWithClaims> {
    for (const [subject, { kind: of, state, version, createdAt, modifiedAt }] of this.streams) {
      const gone: Settled = { status: 'gone', attributes: {}, claims: [] };
      yield { subject, version, createdAt, modifiedAt, ...(of.settled(state) ?? gone) };
    }
  }

  *memberships(): Generator<{ groupId: string; memberId: string; type: Member['type'] }> {
    for (const [groupId, members] of this.groups)
      for (const [memberId, type] of members) yield { groupId, memberId, type };
  }

  checksum(): Checksum {
    let sum: Checksum = EMPTY_CHECKSUM;
    for (const stream of this.states()) sum = moveChecksum(sum, { plus: checksumOf(stream) });
    return sum;
  }

  private settle({ type, data }: MovedEvent): void {
    if (type === 'RateLimitChosen')
      this.rateLimit = (data as { rateLimit: number | null }).rateLimit;
    if (type === 'DialectChosen') this.dialect = data as Dialect;
  }

  private move(groupId: string, event: Fact): void {
    const { type, data } = event as GroupEvent;
    const members = this.groups.get(groupId) ?? new Map<string, Member['type']>();
    switch (type) {
      case 'GroupDeleted':
        return void this.groups.delete(groupId);
      case 'GroupMembersAdded':
        for (const member of data.members) members.set(member.id, member.type);
        return void this.groups.set(groupId, members);
      case 'GroupMembersRemoved':
        for (const { id } of data.members) members.delete(id);
        return;
      default:
        return;
    }
  }
}
