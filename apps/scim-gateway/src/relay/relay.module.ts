import { Global, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Metrics } from '@rollcall/platform';
import type { Pool } from 'pg';
import { GatewayConfig } from '../config/gateway-config';
import { READ_POOL } from '../database/pools';
import { EventLogModule } from '../event-log/event-log.module';
import { KafkaModule } from '../kafka/kafka.module';
import { addRelayLag } from './relay-lag';
import { RelayMetrics } from './relay-metrics';
import { Relays } from './relays';
import { generationsOf } from './topic-publisher';

/**
 * Publishes the event log to Kafka. Global, since Nest stops global modules last: it waits for no
 * broker before the rest is written.
 */
@Global()
@Module({
  imports: [EventLogModule, KafkaModule],
  providers: [RelayMetrics, Relays],
  exports: [RelayMetrics],
})
export class RelayModule implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    @Inject(READ_POOL) private readonly reads: Pool,
    private readonly config: GatewayConfig,
  ) {}

  onModuleInit(): void {
    addRelayLag(this.metrics, this.reads, generationsOf(this.config));
  }
}
