import { SupervisedConsumer, type EventBatch, type Log } from '@rollcall/subscriber';
import {
  BaseRpcContext,
  Server,
  type CustomTransportStrategy,
  type MessageHandler,
} from '@nestjs/microservices';
import type { Kafka } from 'kafkajs';
import { isObservable, lastValueFrom } from 'rxjs';

/** What `@Ctx()` gives a handler. */
export class BatchContext extends BaseRpcContext<[EventBatch]> {
  get batch(): EventBatch {
    return this.args[0];
  }
}

export interface EventServerOptions {
  readonly kafka: Kafka;
  readonly groupId: string;
  readonly log: Log;
  /** Patterns of handlers and the topics they stand for; a pattern left out is a topic's name. */
  readonly topics?: ReadonlyMap<string, string>;
  readonly onStatus?: (status: 'up' | 'down') => void;
}

/**
 * A transport for `@EventPattern(topic)` handlers that get a whole batch and return when it is
 * durable: order inside a partition, commit after success, no endless crash-and-rejoin.
 */
export class EventServer extends Server implements CustomTransportStrategy {
  private consumer: SupervisedConsumer | undefined;
  private readonly byTopic = new Map<string, MessageHandler>();

  constructor(private readonly options: EventServerOptions) {
    super();
  }

  listen(done: (error?: unknown) => void): void {
    // Found once: Nest's own look-up parses the pattern each time.
    for (const [pattern, handler] of this.getHandlers())
      this.byTopic.set(this.options.topics?.get(pattern) ?? pattern, handler);
    this.consumer = new SupervisedConsumer({
      kafka: this.options.kafka,
      groupId: this.options.groupId,
      log: this.options.log,
      ...(this.options.onStatus ? { onStatus: this.options.onStatus } : {}),
      topics: [...this.byTopic.keys()],
      fromBeginning: true,
      handle: (batch) => this.handle(batch),
    });
    this.consumer.start();
    done();
  }

  async close(): Promise<void> {
    await this.consumer?.stop();
  }

  override on(): void {
    // Events of the broker stay behind this door.
  }

  override unwrap<T>(): T {
    return this.consumer as T;
  }

  private async handle(batch: EventBatch): Promise<void> {
    const handler = this.byTopic.get(batch.topic);
    if (!handler) throw new Error(`no handler for ${batch.topic}`);
    const answer: unknown = await handler(batch, new BatchContext([batch]));
    if (isObservable(answer)) await lastValueFrom(answer, { defaultValue: undefined });
  }
}
