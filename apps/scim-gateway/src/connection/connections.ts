import type { TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import type { ConnectionDto, ExpiryDto, Provider } from './connection.dto';
import * as sql from './connections.queries';

/** How far a tenant's connection is set up. Nothing of it takes effect before it is saved. */
export interface Connection {
  readonly provider: Provider | null;
  readonly expiry: ExpiryDto | null;
  readonly tokenId: string | null;
  readonly testedAt: string | null;
  readonly testPassed: boolean | null;
  readonly savedAt: string | null;
  readonly firstRequestAt: string | null;
  readonly lastRequestAt: string | null;
}

interface Row {
  provider: Provider | null;
  expiry: ExpiryDto | null;
  token_id: string | null;
  tested_at: Date | null;
  test_passed: boolean | null;
  saved_at: Date | null;
}

interface Used {
  first_at: Date | null;
  last_at: Date | null;
}

const iso = (time: Date | null | undefined): string | null => time?.toISOString() ?? null;

/** The set-up of each tenant's connection, resumable at every step. */
export class Connections {
  constructor(
    private readonly pool: Pool,
    private readonly requestLog: Pool,
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
    };
  }

  async draft(tenantId: TenantId, wish: ConnectionDto): Promise<void> {
    const named = (['provider', 'expiry', 'tokenId'] as const).filter(
      (name) => wish[name] !== undefined,
    );
    const { provider = null, expiry, tokenId = null } = wish;
    const values = [provider, expiry ? JSON.stringify(expiry) : null, tokenId];
    await this.pool.query(sql.DRAFT, [tenantId, named, ...values]);
  }

  async tested(tenantId: TenantId, passed: boolean): Promise<void> {
    await this.pool.query(sql.TESTED, [tenantId, passed]);
  }

  async saved(tenantId: TenantId): Promise<void> {
    await this.pool.query(sql.SAVED, [tenantId]);
  }
}
