import type { EventMessage } from '@rollcall/contracts';
import type { EventBatch } from './event-batch';
import type { Log } from './log';

/** First and next offset of a partition, as they are now. */
export interface PartitionOffsets {
  readonly partition: number;
  readonly low: string;
  readonly high: string;
}

/** A connection for questions. After one that failed the kit closes it, and opens another. */
export interface AdminConnection {
  /** The topics that this user may see. */
  topics(): Promise<readonly string[]>;
  offsets(topic: string): Promise<readonly PartitionOffsets[]>;
  /** The next offset to read, by partition, as the group committed it. */
  committed(groupId: string, topic: string): Promise<ReadonlyMap<number, string>>;
  /** Where a group without members begins, by partition. */
  begin(groupId: string, topic: string, offsets: ReadonlyMap<number, string>): Promise<void>;
  close(): Promise<void>;
}

export interface MemberOptions {
  readonly groupId: string;
  readonly topic: string;
  readonly log: Log;
  /** Partitions whose batches may be in hand side by side; the client chooses when it is not given. */
  readonly partitionsAtATime?: number | undefined;
  /** These partitions are this member's from now on, and no others: after each rebalance. */
  readonly onAssigned: (partitions: readonly number[]) => void;
  /**
   * Called for the batches of a partition one after another, in order. When it rejects, the same
   * batch comes again after a pause, in which the other partitions go on.
   */
  readonly handle: (batch: EventBatch) => Promise<void>;
  /** A batch was handled; `offset`: the next one to read. */
  readonly onHandled: (partition: number, offset: string) => void;
  /** Commits of a partition stay at or before this offset, however far it was read. */
  readonly commitLimit: (partition: number) => string | undefined;
}

export interface Member {
  /** Reads a partition again from here, if it is this member's. */
  seek(partition: number, offset: string): void;
  /** Resolves when the batches in hand are through and committed. */
  stop(): Promise<void>;
}

/**
 * What the kit needs of a Kafka client. `kafkaJs` makes one of kafkajs; for another client implement
 * these five functions. `deliver` turns a message into what a batch contains.
 */
export interface KafkaClient {
  /** Where it connects, for messages to people. */
  readonly address: string;
  /**
   * Joins a group that reads one topic, from its first message where the group committed nothing.
   * Stays a member until the stop: it joins again when it was thrown out or lost the broker.
   */
  join(options: MemberOptions): Member;
  /**
   * Reads one partition from its first message to the last that it has now, and commits nothing.
   * Rejects with what `onBatch` threw.
   */
  readPartition(
    topic: string,
    partition: number,
    onBatch: (batch: EventBatch) => Promise<void>,
  ): Promise<void>;
  /** Rejects within seconds when no broker answers. */
  connectAdmin(): Promise<AdminConnection>;
  /** Resolves when all replicas in sync have it. */
  publish(topic: string, partition: number, message: EventMessage): Promise<void>;
  /** After the stop of its members. */
  close(): Promise<void>;
}
