import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { createLogger, InternalClient, keysOf, loadConfig, Metrics } from '@rollcall/platform';
import { DirectoryConfig } from '../config/directory-config';
import { KafkaClient } from './kafka-client';
import { LOGGER } from './logger';

/** A gateway that is frozen keeps an answer about the others waiting no longer than this. */
const LOG_DEADLINE_MS = 2_000;

/** What every part of the service stands on: configuration, log lines, metrics, Kafka, the gateway. */
@Module({
  providers: [
    { provide: DirectoryConfig, useFactory: () => loadConfig(DirectoryConfig) },
    {
      provide: LOGGER,
      inject: [DirectoryConfig],
      useFactory: ({ LOG_LEVEL }: DirectoryConfig) => createLogger('user-directory', LOG_LEVEL),
    },
    { provide: Metrics, useFactory: () => new Metrics('user-directory') },
    {
      provide: InternalClient,
      inject: [DirectoryConfig],
      useFactory: (config: DirectoryConfig) =>
        new InternalClient({
          service: 'scim-gateway',
          baseUrl: config.GATEWAY_INTERNAL_URL,
          key: keysOf(config, 'INTERNAL_KEYS')[0] as string,
          deadlineMs: LOG_DEADLINE_MS,
        }),
    },
    KafkaClient,
  ],
  exports: [DirectoryConfig, LOGGER, Metrics, InternalClient, KafkaClient],
})
export class ServiceModule implements OnApplicationShutdown {
  constructor(private readonly gateway: InternalClient) {}

  onApplicationShutdown(): void {
    this.gateway.close();
  }
}
