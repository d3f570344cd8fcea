import type { TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import type { ConnectionDto, ExpiryDto, Provider } from './connection.dto';

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
  first_at: Date | null;
  last_at: Date | null;
}

const READ = `
SELECT c.provider, c.expiry, c.token_id, c.tested_at, c.test_passed, c.saved_at, u.first_at, u.last_at
FROM (SELECT min(first_at) AS first_at, max(last_at) AS last_at
      FROM token_uses WHERE tenant_id = $1) u
LEFT JOIN connections c ON c.tenant_id = $1`;

/** What is not named stays; $2 says which are named. */
const DRAFT = `
INSERT INTO connections AS c (tenant_id, provider, expiry, token_id) VALUES ($1, $3, $4, $5)
ON CONFLICT (tenant_id) DO UPDATE
SET provider = CASE WHEN 'provider' = ANY($2) THEN excluded.provider ELSE c.provider END,
    expiry = CASE WHEN 'expiry' = ANY($2) THEN excluded.expiry ELSE c.expiry END,
    token_id = CASE WHEN 'tokenId' = ANY($2) THEN excluded.token_id ELSE c.token_id END`;

const TESTED = `
INSERT INTO connections (tenant_id, tested_at, test_passed) VALUES ($1, now(), $2)
ON CONFLICT (tenant_id) DO UPDATE
SET tested_at = excluded.tested_at, test_passed = excluded.test_passed`;

const SAVED = `
INSERT INTO connections (tenant_id, saved_at) VALUES ($1, now())
ON CONFLICT (tenant_id) DO UPDATE SET saved_at = excluded.saved_at`;

const iso = (time: Date | null | undefined): string | null => time?.toISOString() ?? null;

/** The set-up of each tenant's connection, resumable at every step. */
export class Connections {
  constructor(private readonly pool: Pool) {}

  async read(tenantId: TenantId): Promise<Connection> {
    const { rows } = await this.pool.query<Row>(READ, [tenantId]);
    const row = rows[0];
    return {
      provider: row?.provider ?? null,
      expiry: row?.expiry ?? null,
      tokenId: row?.token_id ?? null,
      testedAt: iso(row?.tested_at),
      testPassed: row?.test_passed ?? null,
      savedAt: iso(row?.saved_at),
      firstRequestAt: iso(row?.first_at),
      lastRequestAt: iso(row?.last_at),
    };
  }

  async draft(tenantId: TenantId, wish: ConnectionDto): Promise<void> {
    const named = (['provider', 'expiry', 'tokenId'] as const).filter(
      (name) => wish[name] !== undefined,
    );
    const { provider = null, expiry, tokenId = null } = wish;
    const values = [provider, expiry ? JSON.stringify(expiry) : null, tokenId];
    await this.pool.query(DRAFT, [tenantId, named, ...values]);
  }

  async tested(tenantId: TenantId, passed: boolean): Promise<void> {
    await this.pool.query(TESTED, [tenantId, passed]);
  }

  async saved(tenantId: TenantId): Promise<void> {
    await this.pool.query(SAVED, [tenantId]);
  }
}
