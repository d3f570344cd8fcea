import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { TokenConfig } from '../config/token-config';
import { ServiceModule } from '../service/service.module';
import { ConnectionErrors } from './connection-errors';
import { locatorOf, PrimaryLocator } from './primary-locator';
import { RedisReader, RedisWriter } from './redis-connections';
import { SteadyClock } from './steady-clock';

/** Connections to the primary of Redis; they close when everything that uses them has stopped. */
@Module({
  imports: [ServiceModule],
  providers: [
    ConnectionErrors,
    {
      provide: PrimaryLocator,
      inject: [TokenConfig, ConnectionErrors],
      useFactory: (config: TokenConfig, errors: ConnectionErrors) =>
        locatorOf(config, (error) => errors.log(error)),
    },
    RedisReader,
    RedisWriter,
    { provide: SteadyClock, useFactory: () => new SteadyClock() },
  ],
  exports: [RedisReader, RedisWriter, SteadyClock],
})
export class RedisModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly locator: PrimaryLocator,
    private readonly reader: RedisReader,
    private readonly writer: RedisWriter,
  ) {}

  onModuleInit(): void {
    this.reader.connect();
    this.writer.connect();
  }

  onApplicationShutdown(): void {
    this.reader.close();
    this.writer.close();
    this.locator.close();
  }
}
