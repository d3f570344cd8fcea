import type { Consumer, EachBatchPayload, Kafka, TopicPartitionOffsetAndMetadata } from 'kafkajs';
import { batchOf, type EventBatch } from './event-batch';
import type { Log } from './kafka';

export interface ConsumeOptions {
  readonly kafka: Kafka;
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly fromBeginning: boolean;
  readonly log: Log;
  /** A fetch came back, with or without messages. */
  readonly onFetch?: () => void;
  readonly onStatus?: (status: 'up' | 'down') => void;
  /** Rejecting makes the batch come again, after a pause; what succeeded is committed once a second. */
  readonly handle: (batch: EventBatch) => Promise<void>;
}

const TRIES = 3;
const AGAIN_MS = 1_000;
/** A commit costs what ten small batches cost; what a crash forgets is read again. */
const COMMIT_MS = 1_000;

/** While Kafka is away kafkajs goes on trying for half a minute; nobody waits for that. */
const STOP_MS = 3_000;

export const atMost = async (ms: number, work: Promise<unknown> | undefined): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([limit, Promise.resolve(work).catch(() => undefined)]);
  clearTimeout(timer);
};

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A supervised group consumer: when kafkajs gives up, it is thrown away and made anew by us.
 * kafkajs itself must not restart it, or a consumer that was stopped goes on handling.
 */
export class SupervisedConsumer {
  private consumer: Consumer | undefined;
  private stopping = false;
  private again: (() => void) | undefined;
  private supervising: Promise<void> | undefined;
  /** Where each partition goes on, for what was handled since the last commit. */
  private readonly handled = new Map<string, TopicPartitionOffsetAndMetadata>();

  constructor(private readonly options: ConsumeOptions) {}

  start(): void {
    this.supervising = this.supervise();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.again?.();
    await this.supervising;
  }

  private async supervise(): Promise<void> {
    while (!this.stopping) {
      const crashed = new Promise<void>((resolve) => (this.again = resolve));
      try {
        await this.run();
        if (!this.stopping) await crashed;
      } catch (error) {
        this.options.log.warn({ err: error }, 'the consumer could not start; trying again');
      }
      this.options.onStatus?.('down');
      await atMost(STOP_MS, this.commit());
      await atMost(STOP_MS, this.consumer?.disconnect());
      this.consumer = undefined;
      if (!this.stopping) await sleep(AGAIN_MS);
    }
  }

  private async run(): Promise<void> {
    const { kafka, groupId, topics, fromBeginning, log, onStatus, onFetch } = this.options;
    const consumer = kafka.consumer({
      groupId,
      sessionTimeout: 10_000,
      heartbeatInterval: 500,
      maxWaitTimeInMs: 500,
      maxBytesPerPartition: 1_048_576,
      retry: { retries: TRIES, restartOnFailure: () => Promise.resolve(false) },
    });
    this.consumer = consumer;
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      log.error({ err: payload.error, groupId }, 'the consumer crashed; it is made anew');
      this.again?.();
    });
    consumer.on(consumer.events.GROUP_JOIN, () => {
      // A partition that went to another member is not ours to commit.
      this.handled.clear();
      onStatus?.('up');
    });
    if (onFetch) consumer.on(consumer.events.FETCH, () => onFetch());
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 4,
      eachBatch: (payload) => this.onBatch(payload),
    });
    const committing = setInterval(() => void this.commit().catch(() => undefined), COMMIT_MS);
    consumer.on(consumer.events.STOP, () => clearInterval(committing));
    consumer.on(consumer.events.CRASH, () => clearInterval(committing));
  }

  private async commit(): Promise<void> {
    const offsets = [...this.handled.values()];
    this.handled.clear();
    if (offsets.length > 0) await this.consumer?.commitOffsets(offsets);
  }

  private async onBatch(payload: EachBatchPayload): Promise<void> {
    if (this.stopping || !payload.isRunning() || payload.isStale()) return;
    await this.options.handle(batchOf(payload));
    if (!payload.isRunning() || payload.isStale()) return;
    const { topic, partition } = payload.batch;
    const offset = String(BigInt(payload.batch.lastOffset()) + 1n);
    payload.resolveOffset(payload.batch.lastOffset());
    this.handled.set(`${topic}/${partition}`, { topic, partition, offset });
  }
}
