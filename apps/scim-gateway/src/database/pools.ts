import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createPool, Metrics, poolGauges, type Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { GatewayConfig } from '../config/gateway-config';
import { LOGGER } from '../runtime/tokens';

export const APPEND_POOL = Symbol('AppendPool');
export const READ_POOL = Symbol('ReadPool');
/** Members of a group are without a bound; reads by id, settings and sessions wait for none of them. */
export const MEMBERS_POOL = Symbol('MembersPool');
/** Of what administrators look at, and of what comes due by itself: not in the way of SCIM. */
export const WATCH_POOL = Symbol('WatchPool');
/** Of the request log; the same as WATCH_POOL unless it has a database of its own. */
export const REQUEST_LOG_POOL = Symbol('RequestLogPool');

/** The connections to Postgres, by what they are for. They end after all that uses them. */
@Injectable()
export class Pools implements OnApplicationShutdown {
  readonly append: Pool;
  readonly read: Pool;
  readonly members: Pool;
  readonly watch: Pool;
  readonly requestLog: Pool;

  constructor(
    private readonly config: GatewayConfig,
    @Inject(LOGGER) private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.append = this.pool('rollcall-append', 6);
    this.read = this.pool('rollcall-read', 4);
    this.members = this.pool('rollcall-members', 3);
    this.watch = this.pool('rollcall-watch', 4);
    const ownUrl = config.REQUEST_LOG_DATABASE_URL;
    this.requestLog = ownUrl === undefined ? this.watch : this.pool('rollcall-requests', 4, ownUrl);
    poolGauges(metrics, this.all);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.all.map((one) => one.end()));
  }

  private get all(): readonly Pool[] {
    return [...new Set([this.append, this.read, this.members, this.watch, this.requestLog])];
  }

  private pool(name: string, max: number, url = this.config.DATABASE_URL): Pool {
    const onError = (err: Error): void => this.logger.warn({ err }, 'database connection lost');
    return createPool({ url, name, max, onError });
  }
}
