import { Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InternalClient, type Logger } from '@rollcall/platform';
import { DirectoryConfig } from '../config/directory-config';
import { DatabaseModule } from '../database/database.module';
import { Pools } from '../database/pools';
import { LOGGER } from '../service/logger';
import { ServiceModule } from '../service/service.module';
import { Freshness } from './freshness';
import { LogProofs } from './log-proofs';
import { WaitFor } from './wait-for';

/** How current the rows are, and who waits until they are. */
@Module({
  imports: [ServiceModule, DatabaseModule],
  providers: [
    Freshness,
    {
      provide: WaitFor,
      inject: [DirectoryConfig],
      useFactory: ({ LIST_DEADLINE_MS }: DirectoryConfig) => new WaitFor(LIST_DEADLINE_MS),
    },
    {
      provide: LogProofs,
      inject: [Pools, InternalClient, LOGGER],
      useFactory: ({ answers }: Pools, log: InternalClient, logger: Logger) =>
        new LogProofs({ pool: answers, log, logger }),
    },
  ],
  exports: [Freshness, WaitFor, LogProofs],
})
export class FreshnessModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly proofs: LogProofs) {}

  onApplicationBootstrap(): void {
    this.proofs.start();
  }

  onModuleDestroy(): void {
    this.proofs.stop();
  }
}
