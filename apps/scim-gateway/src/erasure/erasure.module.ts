import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Metrics, type Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { READ_POOL, REQUEST_LOG_POOL, WATCH_POOL } from '../database/pools';
import { EventLogModule } from '../event-log/event-log.module';
import { LOGGER } from '../runtime/tokens';
import { TenancyModule } from '../tenancy/tenancy.module';
import { TokenService } from '../tokens/token-service';
import { TokensModule } from '../tokens/tokens.module';
import { ErasingController } from './erasing.controller';
import { Erasing } from './erasing';
import { ErasureCommands } from './erasure-commands';
import { Erasures } from './erasures';
import { addErasuresWaiting } from './erasures-waiting';
import { tenantSteps } from './tenant-steps';
import { userSteps } from './user-steps';

@Module({
  imports: [EventLogModule, TenancyModule, TokensModule],
  controllers: [ErasingController],
  providers: [
    ErasureCommands,
    Erasures,
    {
      provide: Erasing,
      inject: [WATCH_POOL, REQUEST_LOG_POOL, Erasures, TokenService, LOGGER],
      useFactory: (
        pool: Pool,
        requestLog: Pool,
        erasures: Erasures,
        tokens: TokenService,
        logger: Logger,
      ) => {
        const user = userSteps(pool, requestLog, erasures);
        const tenant = tenantSteps(pool, requestLog, erasures, (id) => tokens.forget(id));
        return new Erasing(erasures, { user, tenant }, logger);
      },
    },
  ],
})
export class ErasureModule implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    @Inject(READ_POOL) private readonly pool: Pool,
  ) {}

  onModuleInit(): void {
    addErasuresWaiting(this.metrics, this.pool);
  }
}
