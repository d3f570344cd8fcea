import type { TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import { KeyedReads } from '../batching/keyed-reads';
import type { TenantState } from '../port/event-log';
import { answered } from '../tables/answered';
import { POSITIONS, TENANTS, TENANTS_BY_ID } from '../tables/event-log.queries';
import { tenantOf, type TenantRow } from '../tables/rows';

/** The rows of tenants as they are now; reads of one moment share a statement. */
export class TenantReads {
  private readonly positions: KeyedReads<TenantId, number>;
  private readonly rows: KeyedReads<TenantId, TenantState | undefined>;

  constructor(
    private readonly pool: Pool,
    keys: number,
  ) {
    this.positions = new KeyedReads((ids) => this.positionsOf(ids), keys);
    this.rows = new KeyedReads((ids) => this.tenantsOf(ids), keys);
  }

  tenant(tenantId: TenantId): Promise<TenantState | undefined> {
    return this.rows.get(tenantId);
  }

  async tenants(): Promise<readonly TenantState[]> {
    const { rows } = await this.pool.query<TenantRow>(TENANTS);
    return rows.map((row) => tenantOf(row.tenant_id, row));
  }

  position(tenantId: TenantId): Promise<number> {
    return this.positions.get(tenantId);
  }

  private async positionsOf(ids: readonly TenantId[]): Promise<number[]> {
    const query = { name: 'positions', text: POSITIONS, values: [[...new Set(ids)]] };
    const rows = await answered<Pick<TenantRow, 'tenant_id' | 'position'>>(this.pool, query);
    const found = new Map(rows.map((row) => [row.tenant_id, Number(row.position)]));
    return ids.map((id) => found.get(id) ?? 0);
  }

  private async tenantsOf(ids: readonly TenantId[]): Promise<(TenantState | undefined)[]> {
    const query = { name: 'tenants', text: TENANTS_BY_ID, values: [[...new Set(ids)]] };
    const rows = await answered<TenantRow>(this.pool, query);
    const found = new Map(rows.map((row) => [row.tenant_id, tenantOf(row.tenant_id, row)]));
    return ids.map((id) => found.get(id));
  }
}
