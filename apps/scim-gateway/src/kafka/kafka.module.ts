import { Module } from '@nestjs/common';
import { kafkaOptions } from '@rollcall/messaging';
import { createKafka } from '@rollcall/subscriber';
import type { Logger } from '@rollcall/platform';
import { GatewayConfig } from '../config/gateway-config';
import { LOGGER } from '../runtime/tokens';
import { KAFKA } from './kafka.token';

@Module({
  providers: [
    {
      provide: KAFKA,
      inject: [GatewayConfig, LOGGER],
      useFactory: (config: GatewayConfig, log: Logger) =>
        createKafka({ ...kafkaOptions(config), clientId: 'scim-gateway', log }),
    },
  ],
  exports: [KAFKA],
})
export class KafkaModule {}
