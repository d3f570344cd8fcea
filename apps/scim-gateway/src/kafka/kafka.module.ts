import { Module } from '@nestjs/common';
import { createKafka, kafkaOptions, type Kafka } from '@rollcall/messaging';
import type { Logger } from '@rollcall/platform';
import { GatewayConfig } from '../config/gateway-config';
import { LOGGER } from '../runtime/runtime.module';

export const KAFKA = Symbol('kafka');

/** One client of Kafka for the relays, the credentials' consumer and connection tests. */
@Module({
  providers: [
    {
      provide: KAFKA,
      inject: [GatewayConfig, LOGGER],
      useFactory: (config: GatewayConfig, log: Logger): Kafka =>
        createKafka({ ...kafkaOptions(config), clientId: 'scim-gateway', log }),
    },
  ],
  exports: [KAFKA],
})
export class KafkaModule {}
