/** What every recorded fact carries, whatever it says. */

export type TenantId = string & { readonly __brand: 'TenantId' };
export const tenantId = (text: string): TenantId => text as TenantId;

/** `users/<id>`, `groups/<id>`, `tenants/<id>`, `tokens/<id>` …: the stream an event belongs to. */
export type Subject = string & { readonly __brand: 'Subject' };
export const subject = (kind: SubjectKind, id: string): Subject => `${kind}/${id}` as Subject;
export type SubjectKind = 'users' | 'groups' | 'tenants' | 'tokens' | 'testusers';

/** The type and the payload of an event, as a decider states it. */
export interface Fact<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/** Data of an act of people, in addition to those of its type. */
export interface Acted {
  /** The address that it came from, as far as the proxies in between are trusted. */
  readonly source?: string;
}

/** A fact with its place in the tenant's history. */
export interface Recorded<F extends Fact = Fact> {
  readonly tenantId: TenantId;
  /** 1, 2, 3 … without a gap inside one tenant; 0 on topics that do not count (credentials). */
  readonly position: number;
  readonly subject: Subject;
  /** Counts inside the stream, from 1. */
  readonly streamVersion: number;
  readonly type: F['type'];
  /** Version of the type's payload. */
  readonly version: number;
  readonly data: F['data'];
  /** Who caused it: `token:<id>`, `operator:<name>` … */
  readonly actor: string;
  /** What people call the actor: the label of a token. Events of former releases do not say it. */
  readonly actorLabel?: string | undefined;
  readonly correlationId: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  /** Renewed when the log is restored from a back-up. */
  readonly epoch: string;
  /**
   * No further event of the same change follows: one request, or one operation of a Bulk request,
   * may cause several. Undefined where nobody said it: on the topic of credentials, and by former
   * releases.
   */
  readonly lastOfRequest?: boolean | undefined;
}

/** What kind of actor caused an event: `token`, `operator`, `link`, `oidc` … */
export const actorKind = (actor: string): string => actor.split(':', 1)[0] as string;

/** Epochs in their order: the first has no number in its name. */
export const epochNumber = (epoch: string): number => Number(/^(\d+)\./.exec(epoch)?.[1] ?? 1);

/**
 * Whether an event that a reader has passed tells another history than the one it read: the log
 * went back in time, and the position was recorded again in a later epoch.
 */
export const isRewritten = (held: { epoch: string }, event: { epoch: string }): boolean =>
  held.epoch !== event.epoch && epochNumber(event.epoch) > epochNumber(held.epoch);

/** Whether the event at the next position is of an epoch before that of the one that a reader holds. */
export const isOfFormerEpoch = (held: { epoch: string }, event: { epoch: string }): boolean =>
  isRewritten(event, held);

/** Each member of a union of facts, recorded. */
export type RecordedEach<F extends Fact> = F extends Fact ? Recorded<F> : never;
