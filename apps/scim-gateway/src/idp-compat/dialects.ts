import { Inject, Injectable } from '@nestjs/common';
import type { TenantId } from '@rollcall/contracts';
import type { Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { READ_POOL } from '../database/pools';
import { RefreshedTable } from '../database/refreshed-table';
import { LOGGER } from '../runtime/tokens';
import { tolerant, type Dialect } from '../scim/pipeline/dialect';
import { ALL, ONE, PUT } from './dialects.queries';

interface Row {
  tenant_id: TenantId;
  strictness: Dialect['strictness'];
  quirks_off: string[];
}

const dialectOf = ({ strictness, quirks_off }: Row): Dialect => ({
  strictness,
  quirksOff: new Set(quirks_off),
});

/** The dialect of each tenant that has one of its own. */
@Injectable()
export class Dialects extends RefreshedTable<Row, Dialect> {
  constructor(@Inject(READ_POOL) pool: Pool, @Inject(LOGGER) logger: Logger) {
    const failure = 'quirk settings could not be loaded, will retry';
    super(pool, logger, failure, { name: 'dialects', text: ALL });
  }

  of(tenantId: TenantId): Dialect {
    return this.known.get(tenantId) ?? tolerant;
  }

  /** As it is stored, and not as it was a second ago. */
  async read(tenantId: TenantId): Promise<Dialect> {
    const { rows } = await this.pool.query<Row>(ONE, [tenantId]);
    return rows[0] ? dialectOf(rows[0]) : tolerant;
  }

  async put(tenantId: TenantId, dialect: Dialect): Promise<void> {
    await this.pool.query(PUT, [tenantId, dialect.strictness, [...dialect.quirksOff].sort()]);
    this.known = new Map(this.known).set(tenantId, dialect);
  }

  protected entry(row: Row): readonly [TenantId, Dialect] {
    return [row.tenant_id, dialectOf(row)];
  }
}
