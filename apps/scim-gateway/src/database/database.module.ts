import { Global, Module } from '@nestjs/common';
import type { Pool } from 'pg';
import { APPEND_POOL, MEMBERS_POOL, Pools, READ_POOL, REQUEST_LOG_POOL, WATCH_POOL } from './pools';

const pool = (token: symbol, of: (pools: Pools) => Pool) => ({
  provide: token,
  inject: [Pools],
  useFactory: of,
});

/** Global, since Nest stops global modules last: whatever writes while it stops has its pool. */
@Global()
@Module({
  providers: [
    Pools,
    pool(APPEND_POOL, ({ append }) => append),
    pool(READ_POOL, ({ read }) => read),
    pool(MEMBERS_POOL, ({ members }) => members),
    pool(WATCH_POOL, ({ watch }) => watch),
    pool(REQUEST_LOG_POOL, ({ requestLog }) => requestLog),
  ],
  exports: [APPEND_POOL, READ_POOL, MEMBERS_POOL, WATCH_POOL, REQUEST_LOG_POOL],
})
export class DatabaseModule {}
