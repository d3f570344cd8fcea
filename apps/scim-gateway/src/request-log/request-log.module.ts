import { Module } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { AdminViewsModule } from '../admin/admin-views.module';
import { GatewayConfig } from '../config/gateway-config';
import { REQUEST_LOG_POOL } from '../database/pools';
import { EventLogModule } from '../event-log/event-log.module';
import { NeighboursModule } from '../neighbours/neighbours.module';
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
import { LiveViews } from './live-views';
import { SwitchOffs } from './switch-offs';
import { UsedNetworks } from './used-networks';

@Module({
  imports: [AdminViewsModule, EventLogModule, NeighboursModule],
  controllers: [RequestsController],
  providers: [
    AnsweredRequests,
    Captures,
    Live,
    PartitionKeeper,
    Recorder,
    RequestReads,
    ResourceNames,
    LiveViews,
    SwitchOffs,
    UsedNetworks,
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
          completed: (entry) => live.add(entry),
        }),
    },
  ],
  exports: [AnsweredRequests, SwitchOffs],
})
export class RequestLogModule {}
