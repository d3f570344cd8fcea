import { Injectable, Inject, type OnModuleInit, type OnApplicationShutdown } from '@nestjs/common';
import type { TenantId } from '@rollcall/contracts';
import type { Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { Repeating } from '../lifecycle/periodic-task';
import { CAPTURE, CAPTURES, END_CAPTURE } from './requests.queries';
import { WATCH_POOL } from '../database/pools';
import { LOGGER } from '../runtime/tokens';

const REFRESH_MS = 1_000;

/** Which tenants have bodies stored, and until when: few, read once a second. */
@Injectable()
export class Captures implements OnModuleInit, OnApplicationShutdown {
  private known: ReadonlyMap<TenantId, number> = new Map();
  private readonly refreshing: Repeating;

  constructor(
    @Inject(WATCH_POOL) private readonly pool: Pool,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.refreshing = new Repeating(
      REFRESH_MS,
      () => this.refresh(),
      (err) => logger.warn({ err }, 'capture settings could not be loaded, will retry'),
    );
  }

  on(tenantId: TenantId): boolean {
    return this.known.size > 0 && (this.known.get(tenantId) ?? 0) > Date.now();
  }

  /** When the capture ends; null when none is on. */
  async until(tenantId: TenantId): Promise<string | null> {
    await this.refresh();
    const until = this.known.get(tenantId) ?? 0;
    return until > Date.now() ? new Date(until).toISOString() : null;
  }

  /** Holds here at once, at other gateways within two seconds; null ends it. */
  async put(tenantId: TenantId, until: string | null): Promise<void> {
    if (until === null) await this.pool.query(END_CAPTURE, [tenantId]);
    else await this.pool.query(CAPTURE, [tenantId, until]);
    await this.refresh();
  }

  onModuleInit(): Promise<void> {
    return this.refreshing.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.refreshing.stop();
  }

  private async refresh(): Promise<void> {
    const { rows } = await this.pool.query<{ tenant_id: TenantId; until: Date }>({
      name: 'captures',
      text: CAPTURES,
    });
    this.known = new Map(rows.map(({ tenant_id, until }) => [tenant_id, until.getTime()]));
  }
}
