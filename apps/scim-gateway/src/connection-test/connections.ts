import { Injectable, Inject } from '@nestjs/common';
import type { ConnectionView, Expiry, Provider, TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import type { ConnectionDto } from './connection.dto';
import * as sql from './connections.queries';
import { WATCH_POOL, REQUEST_LOG_POOL } from '../database/pools';

/** How far a tenant's connection is set up. Nothing of it takes effect before it is saved. */
export type Connection = Omit<ConnectionView, 'provisioning' | 'scimBaseUrl' | 'profile'>;
export type Mangled = NonNullable<ConnectionView['mangled']>;

interface Row {
  provider: Provider | null;
  expiry: Expiry | null;
  token_id: string | null;
  tested_at: Date | null;
  test_passed: boolean | null;
  saved_at: Date | null;
  mangled_prefix: string | null;
  mangled_count: number;
  mangled_at: Date;
}

interface Used {
  first_at: Date | null;
  last_at: Date | null;
}

const iso = (time: Date | null | undefined): string | null => time?.toISOString() ?? null;

const mangledOf = (row: Row | undefined): Mangled | null =>
  row?.mangled_prefix
    ? { prefix: row.mangled_prefix, count: row.mangled_count, at: row.mangled_at.toISOString() }
    : null;

/** The set-up of each tenant's connection, resumable at every step. */
@Injectable()
export class Connections {
  constructor(
    @Inject(WATCH_POOL) private readonly pool: Pool,
    @Inject(REQUEST_LOG_POOL) private readonly requestLog: Pool,
  ) {}

  async read(tenantId: TenantId): Promise<Connection> {
    const [
      {
        rows: [row],
      },
      {
        rows: [used],
      },
    ] = await Promise.all([
      this.pool.query<Row>(sql.READ, [tenantId]),
      this.requestLog.query<Used>(sql.USED, [tenantId]),
    ]);
    return {
      provider: row?.provider ?? null,
      expiry: row?.expiry ?? null,
      tokenId: row?.token_id ?? null,
      testedAt: iso(row?.tested_at),
      testPassed: row?.test_passed ?? null,
      savedAt: iso(row?.saved_at),
      firstRequestAt: iso(used?.first_at),
      lastRequestAt: iso(used?.last_at),
      mangled: used?.first_at ? null : mangledOf(row),
    };
  }

  async draft(tenantId: TenantId, step: ConnectionDto): Promise<void> {
    const named = (['provider', 'expiry', 'tokenId'] as const).filter(
      (name) => step[name] !== undefined,
    );
    const { provider = null, expiry, tokenId = null } = step;
    const values = [provider, expiry ? JSON.stringify(expiry) : null, tokenId];
    await this.pool.query(sql.DRAFT, [tenantId, named, ...values]);
  }

  async tested(tenantId: TenantId, passed: boolean): Promise<void> {
    await this.pool.query(sql.TESTED, [tenantId, passed]);
  }

  async saved(tenantId: TenantId): Promise<void> {
    await this.pool.query(sql.SAVED, [tenantId]);
  }

  /** Tenants that still wait for their first request keep what was counted; others do not. */
  async mangled(counted: ReadonlyMap<string, Mangled>): Promise<void> {
    const { rows } = await this.requestLog.query<{ tenant_id: string }>(sql.CONTACTED, [
      [...counted.keys()],
    ]);
    const contacted = new Set(rows.map(({ tenant_id }) => tenant_id));
    const kept = [...counted].filter(([tenantId]) => !contacted.has(tenantId));
    if (kept.length === 0) return;
    await this.pool.query(sql.MANGLED, [
      kept.map(([tenantId]) => tenantId),
      kept.map(([, { prefix }]) => prefix),
      kept.map(([, { count }]) => count),
      kept.map(([, { at }]) => at),
    ]);
  }
}
