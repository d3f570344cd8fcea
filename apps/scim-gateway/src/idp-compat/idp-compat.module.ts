import { Module } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { DatabaseModule } from '../database/database.module';
import { READ_POOL } from '../database/pools';
import { EventLogModule } from '../event-log/event-log.module';
import { GatewayMetrics } from '../metrics/gateway-metrics';
import { LOGGER } from '../runtime/tokens';
import { Dialects } from './dialects';
import { QuirkLedger } from './quirk-ledger';
import { QuirksController } from './quirks.controller';

@Module({
  imports: [DatabaseModule, EventLogModule],
  controllers: [QuirksController],
  providers: [
    Dialects,
    {
      provide: QuirkLedger,
      inject: [READ_POOL, LOGGER, GatewayMetrics],
      useFactory: (pool: Pool, logger: Logger, metrics: GatewayMetrics) =>
        new QuirkLedger(pool, logger, (tenantId, quirk) => metrics.quirk(tenantId, quirk)),
    },
  ],
  exports: [Dialects, QuirkLedger],
})
export class IdpCompatModule {}
