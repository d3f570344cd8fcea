import { Injectable, Inject, type OnModuleInit, type OnApplicationShutdown } from '@nestjs/common';
import type { TenantId } from '@rollcall/contracts';
import type { Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { Repeating } from '../lifecycle/periodic-task';
import { tolerant, type Dialect } from '../scim/pipeline/dialect';
import { ALL, ONE, PUT } from './dialects.queries';
import { READ_POOL } from '../database/pools';
import { LOGGER } from '../runtime/tokens';

interface Row {
  tenant_id: TenantId;
  strictness: Dialect['strictness'];
  quirks_off: string[];
}

const dialectOf = ({ strictness, quirks_off }: Omit<Row, 'tenant_id'>): Dialect => ({
  strictness,
  quirksOff: new Set(quirks_off),
});

const REFRESH_MS = 1_000;

/**
 * The dialect of each tenant that has one of its own: few rows, read once a second, so that a
 * request asks a map. A change holds here at once and at other gateways within two seconds.
 */
@Injectable()
export class Dialects implements OnModuleInit, OnApplicationShutdown {
  private known: ReadonlyMap<TenantId, Dialect> = new Map();
  private readonly refreshing: Repeating;

  constructor(
    @Inject(READ_POOL) private readonly pool: Pool,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.refreshing = new Repeating(
      REFRESH_MS,
      () => this.refresh(),
      (err) => logger.warn({ err }, 'quirk settings could not be loaded, will retry'),
    );
  }

  of(tenantId: TenantId): Dialect {
    return this.known.get(tenantId) ?? tolerant;
  }

  /** As it is stored, and not as it was a second ago. */
  async read(tenantId: TenantId): Promise<Dialect> {
    const { rows } = await this.pool.query<Omit<Row, 'tenant_id'>>(ONE, [tenantId]);
    return rows[0] ? dialectOf(rows[0]) : tolerant;
  }

  async put(tenantId: TenantId, dialect: Dialect): Promise<void> {
    await this.pool.query(PUT, [tenantId, dialect.strictness, [...dialect.quirksOff].sort()]);
    this.known = new Map(this.known).set(tenantId, dialect);
  }

  /** Resolves after the first reading; a later one that fails is tried again, on what was known. */
  onModuleInit(): Promise<void> {
    return this.refreshing.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.refreshing.stop();
  }

  private async refresh(): Promise<void> {
    const { rows } = await this.pool.query<Row>({ name: 'dialects', text: ALL });
    this.known = new Map(rows.map((row) => [row.tenant_id, dialectOf(row)]));
  }
}
