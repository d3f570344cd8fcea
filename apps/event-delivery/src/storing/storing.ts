import { Inject, Injectable } from '@nestjs/common';
import { ENDS_LOGIN, topics, type ReadEvent } from '@rollcall/contracts';
import { kafkaOptions } from '@rollcall/messaging';
import { subscribe, type Subscription } from '@rollcall/subscriber';
import { Metrics, type Logger } from '@rollcall/platform';
import { DeliveryConfig } from '../config/delivery-config';
import { LOGGER } from '../service/logger';
import { Erasure, isErasure } from './erasure';
import { EventWriter } from './event-writer';

/** The writer stores what has come of all of them in one transaction, or two. */
const PARTITIONS_AT_A_TIME = 64;

/** An ordinary subscriber: the events of the topic become the feed. */
@Injectable()
export class Storing {
  private subscription: Subscription | undefined;
  private readonly delivered;

  constructor(
    private readonly config: DeliveryConfig,
    private readonly writer: EventWriter,
    private readonly erasure: Erasure,
    @Inject(LOGGER) private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.delivered = metrics.histogram(
      'rollcall_delivery_deactivation_seconds',
      'Seconds from the append of a deactivation or deprovisioning until it is in the feed.',
      [],
      [0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1_800],
    );
    metrics.gauge('rollcall_delivery_held_tenants', 'Tenants held by this replica.', [], (gauge) =>
      gauge.set(this.held().length),
    );
    metrics.gauge(
      'rollcall_delivery_waiting_tenants',
      'Tenants whose event could not be stored, and is tried again.',
      [],
      (gauge) => gauge.set(this.subscription?.waiting().length ?? 0),
    );
    metrics.gauge(
      'rollcall_delivery_lag_events',
      'Events that this replica has not read; -1 if that is unknown.',
      [],
      (gauge) => gauge.set(this.subscription?.lag() ?? -1),
    );
  }

  start(): void {
    const { TOPIC_GENERATION: generation } = this.config;
    this.subscription = subscribe({
      ...kafkaOptions(this.config),
      topic: topics.provisioning(generation),
      groupId: generation === 1 ? 'event-delivery' : `event-delivery.g${generation}`,
      log: this.logger,
      deadLetterTopic: topics.deadLetters(),
      positionOf: (tenantId) => this.writer.placeOf(tenantId),
      handle: (event) => this.store([event]),
      handleAll: (events) => this.store(events),
      partitionsAtATime: PARTITIONS_AT_A_TIME,
      onTrouble: (err) => this.logger.warn({ err }, 'the topic cannot be read'),
      onLive: () => this.logger.info({}, 'everything published until now is in the feed'),
    });
  }

  async stop(): Promise<void> {
    await this.subscription?.stop();
  }

  held(): ReturnType<Subscription['held']> {
    return this.subscription?.held() ?? [];
  }

  /** Tries a tenant again that is held or waits at this replica; false when none does. */
  redrive(tenantId: string): boolean {
    return this.subscription?.redrive(tenantId) ?? false;
  }

  /** Reads the history of a tenant again: after the log went back in time. */
  async rebuild(tenantId: string): Promise<void> {
    await this.subscription?.rebuild(tenantId, () => this.erasure.drop(tenantId));
  }

  /** What an erasure redacts is stored before it. */
  private async store(events: readonly ReadEvent[]): Promise<void> {
    let next: ReadEvent[] = [];
    for (const event of events) {
      if (isErasure(event)) {
        await this.write(next);
        next = [];
        await this.erasure.before(event);
      }
      next.push(event);
    }
    await this.write(next);
  }

  private async write(events: readonly ReadEvent[]): Promise<void> {
    await Promise.all(events.map((event) => this.writer.store(event)));
    for (const { type, time } of events)
      if (ENDS_LOGIN.has(type))
        this.delivered.observe(Math.max(0, (Date.now() - Date.parse(time)) / 1_000));
  }
}
