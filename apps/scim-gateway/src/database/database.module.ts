import { Inject, Module, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { GatewayConfig } from '../config/gateway-config';
import { LOGGER } from '../runtime/runtime.module';
import {
  APPEND_POOL,
  MEMBER_POOL,
  poolOf,
  READ_POOL,
  REQUEST_LOG_POOL,
  WATCH_POOL,
  type POOL_SIZES,
} from './pools';

const pool = (provide: symbol, name: keyof typeof POOL_SIZES): Provider => ({
  provide,
  inject: [GatewayConfig, LOGGER],
  useFactory: (config: GatewayConfig, logger: Logger) => poolOf(name, config.DATABASE_URL, logger),
});

const TOKENS = [APPEND_POOL, READ_POOL, MEMBER_POOL, WATCH_POOL, REQUEST_LOG_POOL];

/** Connections to the databases. Nest shuts it down after every module that imports it. */
@Module({
  providers: [
    pool(APPEND_POOL, 'rollcall-append'),
    pool(READ_POOL, 'rollcall-read'),
    pool(MEMBER_POOL, 'rollcall-members'),
    pool(WATCH_POOL, 'rollcall-watch'),
    {
      provide: REQUEST_LOG_POOL,
      inject: [GatewayConfig, LOGGER, WATCH_POOL],
      useFactory: (config: GatewayConfig, logger: Logger, watch: Pool) => {
        const own = config.REQUEST_LOG_DATABASE_URL;
        return own === undefined ? watch : poolOf('rollcall-requests', own, logger);
      },
    },
  ],
  exports: TOKENS,
})
export class DatabaseModule implements OnApplicationShutdown {
  private readonly pools: ReadonlySet<Pool>;

  constructor(
    @Inject(APPEND_POOL) appends: Pool,
    @Inject(READ_POOL) reads: Pool,
    @Inject(MEMBER_POOL) members: Pool,
    @Inject(WATCH_POOL) watch: Pool,
    @Inject(REQUEST_LOG_POOL) requestLog: Pool,
  ) {
    this.pools = new Set([appends, reads, members, watch, requestLog]);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.pools].map((one) => one.end()));
  }
}
