import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { CredentialsModule } from '../credentials/credentials.module';
import { EventsModule } from '../events/events.module';
import { RedisModule } from '../redis/redis.module';
import { ServiceModule } from '../service/service.module';
import { AppendFile } from './append-file';
import { Housekeeping } from './housekeeping';
import { StoreMetrics } from './store-metrics';
import { StoreMonitor } from './store-monitor';

/** A start waits so long for Redis, then goes on without it, not ready. */
const REDIS_PATIENCE_MS = 3_000;

/** Checks of the store. On settings that lose tokens the service does not start (UnsafeRedis). */
@Module({
  imports: [ServiceModule, RedisModule, EventsModule, CredentialsModule],
  providers: [AppendFile, Housekeeping, StoreMonitor, StoreMetrics],
  exports: [StoreMonitor],
})
export class MonitoringModule implements OnModuleInit, OnApplicationShutdown {
  constructor(private readonly monitor: StoreMonitor) {}

  onModuleInit(): Promise<void> {
    return this.monitor.start(REDIS_PATIENCE_MS);
  }

  onApplicationShutdown(): Promise<void> {
    return this.monitor.stop();
  }
}
