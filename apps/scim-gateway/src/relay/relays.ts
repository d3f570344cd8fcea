import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { topics } from '@rollcall/contracts';
import { EventPublisher, kafkaOptions } from '@rollcall/messaging';
import { createKafka, type Kafka } from '@rollcall/subscriber';
import type { Logger } from '@rollcall/platform';
import { GatewayConfig } from '../config/gateway-config';
import { EventLog } from '../event-log/port/event-log';
import { KAFKA } from '../kafka/kafka.token';
import { LOGGER, TRACES } from '../runtime/tokens';
import type { Traces } from '../tracing/traces';
import { Heartbeat } from './heartbeat';
import { RelayLeader } from './relay-leader';
import { RelayMetrics } from './relay-metrics';
import { generationsOf, topicFor } from './topic-publisher';

/** One relay for each generation of the topic that is published, from start to shutdown. */
@Injectable()
export class Relays implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly publisher: EventPublisher;
  private readonly beating: EventPublisher;
  private readonly leaders: readonly RelayLeader[];

  constructor(
    config: GatewayConfig,
    log: EventLog,
    metrics: RelayMetrics,
    @Inject(KAFKA) kafka: Kafka,
    @Inject(LOGGER) logger: Logger,
    @Inject(TRACES) traces: Traces | undefined,
  ) {
    this.publisher = new EventPublisher(kafka);
    // A late beat is useless, and must not delay a stop.
    const impatient = { ...kafkaOptions(config), clientId: 'scim-gateway-heartbeat', retries: 2 };
    this.beating = new EventPublisher(createKafka({ ...impatient, log: logger }));
    const everyMs = config.HEARTBEAT_SECONDS * 1_000;
    const heartbeatOf = (topic: string): Heartbeat | undefined =>
      everyMs === 0
        ? undefined
        : new Heartbeat({
            publisher: this.beating,
            topic,
            everyMs,
            installation: config.INSTALLATION,
            logger,
          });
    this.leaders = generationsOf(config).map(
      (generation) =>
        new RelayLeader({
          databaseUrl: config.DATABASE_URL,
          generation,
          ...topicFor(config, kafka, this.publisher, generation, logger),
          observer: metrics.observer(generation),
          traces,
          heartbeat: heartbeatOf(topics.provisioning(generation)),
        }),
    );
    log.subscribe(({ tenantId, events }) => {
      if (events > 0) for (const leader of this.leaders) leader.appended(tenantId);
    });
  }

  onApplicationBootstrap(): void {
    for (const leader of this.leaders) leader.start();
  }

  /** A round of a relay may wait for its send: closing the publisher ends that. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([
      ...this.leaders.map((leader) => leader.stop()),
      this.publisher.close(),
      this.beating.close(),
    ]);
  }
}
