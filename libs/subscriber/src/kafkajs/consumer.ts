import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { EventBatch } from '../event-batch';
import type { Log } from '../log';
import { atMost, beating, sleep } from '../retry';
import { batchOf } from './batch-of';
import { Commits, type Offset } from './commits';

export interface ConsumeOptions {
  readonly kafka: Kafka;
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly fromBeginning: boolean;
  readonly log: Log;
  readonly onStatus?: (status: 'up' | 'down') => void;
  /** The partitions of a topic that are this member's from now on. */
  readonly onAssigned?: (assigned: Readonly<Record<string, readonly number[]>>) => void;
  /** Partitions that are handled side by side; each in its order. */
  readonly partitionsAtATime?: number;
  /** Rejecting makes the batch come again after a pause, in which the other partitions go on. */
  readonly handle: (batch: EventBatch) => Promise<void>;
  /** What was handled of a partition, as the next offset to read; committed or not. */
  readonly onHandled?: (next: Offset) => void;
  /** Commits stay at or before this offset of a partition, however far it was read. */
  readonly commitLimit?: (topic: string, partition: number) => string | undefined;
  /** A reader that keeps its own places: nothing is committed, each assignment goes on from here. */
  readonly places?: () => Promise<Iterable<Offset>>;
}

const PARTITIONS_AT_A_TIME = 4;
const TRIES = 3;
const AGAIN_MS = 1_000;
const PAUSE_MS = 1_000;
const MOST_PAUSE_MS = 30_000;
const HEARTBEAT_MS = 500;

/** A fetch that brought few events costs as much as one of many: the next waits a moment for more. */
const GATHER_MS = 12;
const FEW = 64;

/** A batch in hand may end, but one that hangs does not keep a service from its stop. */
const HANDLER_MS = 20_000;

/** While Kafka is down kafkajs retries for half a minute; a stop does not wait for that. */
const STOP_MS = 3_000;

/**
 * A supervised group consumer: when kafkajs gives up, the supervisor creates a new one.
 * kafkajs itself must not restart it, or a consumer that was stopped goes on handling.
 */
export class SupervisedConsumer {
  private stopping = false;
  private stopNow!: () => void;
  private readonly stopped = new Promise<void>((resolve) => (this.stopNow = resolve));
  private supervising: Promise<void> | undefined;
  private consumer: Consumer | undefined;
  private own: Map<string, Offset> | undefined;

  constructor(private readonly options: ConsumeOptions) {}

  start(): void {
    this.supervising = this.supervise();
  }

  /** Resolves when the batches in hand are through and committed. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.stopNow();
    await this.supervising;
  }

  /** Reads a partition again from here, if it is this member's. */
  seek(place: Offset): void {
    this.consumer?.seek(place);
  }

  private async supervise(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.live();
      } catch (error) {
        this.options.log.warn({ err: error }, 'consumer could not start, will retry');
      }
      this.options.onStatus?.('down');
      if (!this.stopping) await Promise.race([sleep(AGAIN_MS), this.stopped]);
    }
  }

  /** One consumer from its making to its crash, or to the stop. */
  private async live(): Promise<void> {
    const { kafka, groupId, topics, fromBeginning, log, onStatus, onAssigned } = this.options;
    if (this.options.places)
      this.own ??= new Map([...(await this.options.places())].map((one) => [keyOf(one), one]));
    const consumer = kafka.consumer({
      groupId,
      allowAutoTopicCreation: false,
      sessionTimeout: 10_000,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: 500,
      maxBytesPerPartition: 1_048_576,
      retry: { retries: TRIES, restartOnFailure: () => Promise.resolve(false) },
    });
    const commits = new Commits(consumer, this.options.commitLimit ?? (() => undefined), (reason) =>
      log.warn({ err: reason, groupId }, 'offset commit failed'),
    );
    const hand = new Hand(this.options, commits, this.own, () => this.stopping);
    let crash!: () => void;
    const crashed = new Promise<void>((resolve) => (crash = resolve));
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      log.error({ err: payload.error, groupId }, 'consumer crashed, restarting');
      crash();
    });
    consumer.on(consumer.events.REBALANCING, () => void commits.now());
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      commits.keepOnly(payload.memberAssignment);
      for (const place of this.own?.values() ?? []) consumer.seek(place);
      onAssigned?.(payload.memberAssignment);
      onStatus?.('up');
    });
    consumer.on(consumer.events.FETCH, () => hand.fetched());
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: this.options.partitionsAtATime ?? PARTITIONS_AT_A_TIME,
        eachBatch: (payload) => hand.take(payload),
      });
      this.consumer = consumer;
      await Promise.race([crashed, this.stopped]);
      await atMost(HANDLER_MS, hand.empty());
      await atMost(STOP_MS, commits.now());
    } finally {
      this.consumer = undefined;
      commits.end();
      await atMost(STOP_MS, consumer.disconnect());
    }
  }
}

/** The batches that one consumer has in hand. */
class Hand {
  private readonly inHand = new Set<Promise<void>>();
  private readonly failures = new Map<string, number>();
  private fetchedAt = 0;

  constructor(
    private readonly options: ConsumeOptions,
    private readonly commits: Commits,
    private readonly own: Map<string, Offset> | undefined,
    private readonly stopping: () => boolean,
  ) {}

  fetched(): void {
    this.fetchedAt = performance.now();
  }

  async empty(): Promise<void> {
    await Promise.allSettled(this.inHand);
  }

  /** kafkajs fetches again when all batches of a fetch were taken. */
  async take(payload: EachBatchPayload): Promise<void> {
    if (this.stopping()) return sleep(GATHER_MS);
    if (!payload.isRunning() || payload.isStale()) return;
    const work = this.work(payload);
    this.inHand.add(work);
    await work.finally(() => this.inHand.delete(work));
    if (this.inHand.size > 0 || payload.batch.messages.length >= FEW) return;
    const left = GATHER_MS - (performance.now() - this.fetchedAt);
    if (left > 1) await sleep(left);
  }

  private async work(payload: EachBatchPayload): Promise<void> {
    const batch = batchOf(payload);
    const { topic, partition, lastOffset } = batch;
    const key = keyOf(batch);
    try {
      await beating(
        () => payload.heartbeat(),
        2 * HEARTBEAT_MS,
        () => this.options.handle(batch),
      );
    } catch (reason) {
      return this.putOff(payload, key, reason);
    }
    this.failures.delete(key);
    if (payload.isStale()) return;
    payload.resolveOffset(lastOffset);
    const next = { topic, partition, offset: String(BigInt(lastOffset) + 1n) };
    this.options.onHandled?.(next);
    if (this.own) this.own.set(key, next);
    else this.commits.handledTo(next);
  }

  /** Pauses this partition, longer each time; kafkajs would stop all of them. */
  private putOff(payload: EachBatchPayload, key: string, reason: unknown): void {
    const { topic, partition } = payload.batch;
    const failures = (this.failures.get(key) ?? 0) + 1;
    this.failures.set(key, failures);
    const ms = Math.min(PAUSE_MS * 2 ** (failures - 1), MOST_PAUSE_MS);
    this.options.log.warn(
      { err: reason, topic, partition, offset: payload.batch.firstOffset(), againInMs: ms },
      'batch failed, partition paused',
    );
    const resume = payload.pause();
    setTimeout(resume, ms).unref();
  }
}

const keyOf = ({ topic, partition }: { topic: string; partition: number }): string =>
  `${topic}/${partition}`;
