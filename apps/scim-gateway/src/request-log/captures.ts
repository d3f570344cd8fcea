import { Inject, Injectable } from '@nestjs/common';
import type { TenantId } from '@rollcall/contracts';
import type { Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { WATCH_POOL } from '../database/pools';
import { RefreshedTable } from '../database/refreshed-table';
import { LOGGER } from '../runtime/tokens';
import { CAPTURE, CAPTURES, END_CAPTURE } from './requests.queries';

interface Row {
  tenant_id: TenantId;
  until: Date;
}

/** The tenants that have bodies captured, and until when. */
@Injectable()
export class Captures extends RefreshedTable<Row, number> {
  constructor(@Inject(WATCH_POOL) pool: Pool, @Inject(LOGGER) logger: Logger) {
    const failure = 'capture settings could not be loaded, will retry';
    super(pool, logger, failure, { name: 'captures', text: CAPTURES });
  }

  on(tenantId: TenantId): boolean {
    return this.known.size > 0 && (this.known.get(tenantId) ?? 0) > Date.now();
  }

  /** When the capture ends; null while none is on. */
  async until(tenantId: TenantId): Promise<string | null> {
    await this.run();
    const until = this.known.get(tenantId) ?? 0;
    return until > Date.now() ? new Date(until).toISOString() : null;
  }

  /** Null ends it. */
  async put(tenantId: TenantId, until: string | null): Promise<void> {
    if (until === null) await this.pool.query(END_CAPTURE, [tenantId]);
    else await this.pool.query(CAPTURE, [tenantId, until]);
    await this.run();
  }

  protected entry({ tenant_id, until }: Row): readonly [TenantId, number] {
    return [tenant_id, until.getTime()];
  }
}
