import { Module } from '@nestjs/common';
import { createLogger, loadConfig, Metrics } from '@rollcall/platform';
import { DeliveryConfig } from '../config/delivery-config';
import { LOGGER } from './logger';

/** What every part of the service stands on: configuration, log lines, metrics. */
@Module({
  providers: [
    { provide: DeliveryConfig, useFactory: () => loadConfig(DeliveryConfig) },
    {
      provide: LOGGER,
      inject: [DeliveryConfig],
      useFactory: ({ LOG_LEVEL }: DeliveryConfig) => createLogger('event-delivery', LOG_LEVEL),
    },
    { provide: Metrics, useFactory: () => new Metrics('event-delivery') },
  ],
  exports: [DeliveryConfig, LOGGER, Metrics],
})
export class ServiceModule {}
