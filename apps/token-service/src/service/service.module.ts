import { Module } from '@nestjs/common';
import { createLogger, loadConfig, Metrics, Peppers } from '@rollcall/platform';
import { TokenConfig } from '../config/token-config';
import { LOGGER } from './logger';

/** What every part of the service stands on: configuration, log lines, metrics, peppers. */
@Module({
  providers: [
    { provide: TokenConfig, useFactory: () => loadConfig(TokenConfig) },
    {
      provide: LOGGER,
      inject: [TokenConfig],
      useFactory: ({ LOG_LEVEL }: TokenConfig) => createLogger('token-service', LOG_LEVEL),
    },
    { provide: Metrics, useFactory: () => new Metrics('token-service') },
    {
      provide: Peppers,
      inject: [TokenConfig],
      useFactory: ({ TOKEN_PEPPERS }: TokenConfig) => new Peppers(TOKEN_PEPPERS, 'TOKEN_PEPPERS'),
    },
  ],
  exports: [TokenConfig, LOGGER, Metrics, Peppers],
})
export class ServiceModule {}
