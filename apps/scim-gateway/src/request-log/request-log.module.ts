import { Module } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { AdminViewsModule } from '../admin/admin-views.module';
import { GatewayConfig } from '../config/gateway-config';
import { DatabaseModule } from '../database/database.module';
import { REQUEST_LOG_POOL, WATCH_POOL } from '../database/pools';
import { EventLogModule } from '../event-log/event-log.module';
import { GatewayMetrics } from '../metrics/gateway-metrics';
import { LOGGER } from '../runtime/tokens';
import { AnsweredRequests } from './answered-requests';
import { Captures } from './captures';
import { Live } from './live';
import { PartitionKeeper } from './partition-keeper';
import { Recorder } from './recorder';
import { RequestLog } from './request-log';
import { RequestReads } from './request-reads';
import { RequestsController } from './requests.controller';
import { ResourceNames } from './resource-names';
import { Streams } from './streams';
import { SwitchOffs } from './switch-offs';
import { SwitchOffsController } from './switch-offs.controller';

@Module({
  imports: [AdminViewsModule, DatabaseModule, EventLogModule],
  controllers: [RequestsController, SwitchOffsController],
  providers: [
    AnsweredRequests,
    Captures,
    Live,
    PartitionKeeper,
    Recorder,
    ResourceNames,
    {
      provide: RequestReads,
      inject: [REQUEST_LOG_POOL],
      useFactory: (pool: Pool) => new RequestReads(pool),
    },
    {
      provide: RequestLog,
      inject: [REQUEST_LOG_POOL, LOGGER, GatewayMetrics, GatewayConfig, Live],
      useFactory: (
        pool: Pool,
        logger: Logger,
        metrics: GatewayMetrics,
        config: GatewayConfig,
        live: Live,
      ) =>
        new RequestLog(pool, logger, metrics.requestLog, {
          dailyRows: config.REQUEST_LOG_DAILY_ROWS,
          completed: (entry) => live.heard(entry),
        }),
    },
    {
      provide: SwitchOffs,
      inject: [WATCH_POOL, LOGGER, GatewayMetrics],
      useFactory: (pool: Pool, logger: Logger, metrics: GatewayMetrics) =>
        new SwitchOffs(pool, logger, metrics.switchOffs),
    },
    {
      provide: Streams,
      inject: [Live, GatewayMetrics],
      useFactory: (live: Live, metrics: GatewayMetrics) =>
        new Streams(live, () => metrics.limited('live-views')),
    },
  ],
  exports: [AnsweredRequests, SwitchOffs],
})
export class RequestLogModule {}
