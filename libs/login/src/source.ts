import type { ReadEvent } from '@rollcall/contracts';

/** Who is told what a source reads. */
export interface Reading {
  readonly handle: (event: ReadEvent) => void;
  /** Everything that was there is read. */
  readonly onLive: () => void;
  /** The events of a tenant wait for an operator. */
  readonly onHeld: (held: { readonly tenantId: string }) => void;
  /** Nothing can be read, or not all of it; the source goes on trying. */
  readonly onTrouble: (reason: Error) => void;
}

/** A source that reads by itself also says what only it can know. */
export interface Followed extends Reading {
  /** An event of this tenant cannot be read. */
  readonly stop: (tenantId: string, reason: string) => void;
  /** What was handled until now does not count any more: it comes again from the first event. */
  readonly startAgain: () => void;
}

export interface Running {
  stop(): void | Promise<void>;
}

/** Where the events come from: `fromFeed`, or `fromKafka`. */
export type Source = (to: Followed) => Running;

/**
 * Events by Kafka, through the kit:
 * `fromKafka((reading) => subscribe({ brokers, topic: topics.provisioning(), ...reading }))`.
 * Without a group, so that every process reads everything from the beginning.
 */
export const fromKafka =
  (subscribe: (reading: Reading) => Running): Source =>
  ({ handle, onLive, onHeld, onTrouble }) =>
    subscribe({ handle, onLive, onHeld, onTrouble });
