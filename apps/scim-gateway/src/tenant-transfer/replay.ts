import { catalogue, isEventType, type ProfileName, type Subject } from '@rollcall/contracts';
import type { Claim, Provisioning } from '@rollcall/domain';
import type { StreamState } from '../event-log/port/event-log';
import { KINDS, type Kind, type Settled } from './kinds';
import type { MovedEvent } from './tenant-file';

/** As much of an event as its stream's state needs. */
export type ReplayedEvent = Omit<
  MovedEvent,
  'actor' | 'actorLabel' | 'correlationId' | 'commandId'
>;

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

const kindOf = (subject: string): Kind<unknown> | undefined => {
  const [name = ''] = subject.split('/');
  return Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
};

/** Whether this version understands an event. */
export const isKnown = ({ subject, type, version }: ReplayedEvent): boolean =>
  kindOf(subject) !== undefined && isEventType(type) && version <= catalogue[type].version;

/** The state of one stream after its events, from the first on. */
export class Replay {
  private readonly kind: Kind<unknown>;
  private state: unknown;
  private version = 0;
  private position = 0;
  private createdAt = '';
  private modifiedAt = '';

  /** `subject` belongs to a known event. */
  constructor(readonly subject: string) {
    this.kind = kindOf(subject) as Kind<unknown>;
    this.state = this.kind.initial;
  }

  /** Takes the next event; returns the position of a stream's event that is out of order. */
  take(event: ReplayedEvent): number | undefined {
    const { position, streamVersion, time } = event;
    if (position < this.position) return position;
    if (streamVersion !== this.version + 1) return position;
    // An event redacted by an erasure no longer changes the state.
    if (event.redactedAt === undefined)
      try {
        this.state = this.kind.evolve(this.state, event);
      } catch {
        return position;
      }
    if (this.version === 0) this.createdAt = time;
    this.modifiedAt = time;
    this.version = streamVersion;
    this.position = position;
    return undefined;
  }

  settled(): StreamWithClaims {
    const { version, createdAt, modifiedAt } = this;
    const gone: Settled = { status: 'gone', attributes: {}, claims: [] };
    const now = this.kind.settled(this.state) ?? gone;
    return { subject: this.subject as Subject, version, createdAt, modifiedAt, ...now };
  }
}

/** The tenant's own stream, with the state kept for it. */
export class TenantReplay {
  private readonly stream: Replay;
  private rateLimit: number | null = null;
  dialect: Dialect | undefined;

  constructor(readonly subject: Subject) {
    this.stream = new Replay(subject);
  }

  /** As Replay's; events of other streams are passed over. */
  take(event: ReplayedEvent): number | undefined {
    if (event.subject !== this.subject) return undefined;
    const { type, data } = event;
    if (type === 'RateLimitChosen')
      this.rateLimit = (data as { rateLimit: number | null }).rateLimit;
    if (type === 'DialectChosen') this.dialect = data as Dialect;
    return this.stream.take(event);
  }

  /** Undefined when the events make no tenant. */
  settings(): Settings | undefined {
    const { status, attributes } = this.stream.settled();
    if (status === 'gone') return undefined;
    return {
      ...(attributes as unknown as Omit<Settings, 'rateLimit'>),
      rateLimit: this.rateLimit,
    };
  }
}
