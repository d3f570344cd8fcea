import { Module } from '@nestjs/common';
import type { Pool } from 'pg';
import { APPEND_POOL, MEMBERS_POOL, READ_POOL, WATCH_POOL } from '../database/pools';
import { TRACES } from '../runtime/tokens';
import type { Traces } from '../tracing/traces';
import { AppendMetrics } from './append-metrics';
import { EventLog } from './port/event-log';
import { PostgresEventLog } from './postgres-event-log';
import { History } from './read/history';
import { render } from './resources/render';
import { Resources } from './resources/resources';

/** The event log on Postgres. */
@Module({
  providers: [
    {
      provide: PostgresEventLog,
      inject: [APPEND_POOL, READ_POOL, MEMBERS_POOL, WATCH_POOL, TRACES],
      useFactory: (
        appends: Pool,
        reads: Pool,
        members: Pool,
        history: Pool,
        traces: Traces | undefined,
      ) =>
        new PostgresEventLog({
          appends,
          reads,
          members,
          history,
          render,
          traces,
        }),
    },
    { provide: EventLog, useExisting: PostgresEventLog },
    {
      provide: Resources,
      inject: [PostgresEventLog],
      useFactory: (log: PostgresEventLog) => log.resources,
    },
    {
      provide: History,
      inject: [WATCH_POOL],
      useFactory: (pool: Pool) => new History(pool),
    },
    AppendMetrics,
  ],
  exports: [EventLog, History, Resources],
})
export class EventLogModule {}
