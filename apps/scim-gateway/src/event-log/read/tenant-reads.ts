import type { TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import { KeyedReads } from '../batching/keyed-reads';
import type { LogPlace, TenantState } from '../port/event-log';
import { answered } from '../tables/answered';
import { PLACES, TENANTS, TENANTS_BY_ID } from '../tables/event-log.queries';
import { tenantOf, type TenantRow } from '../tables/rows';

type PlaceRow = Pick<TenantRow, 'tenant_id' | 'position'> & { readonly epoch: number | null };

const placeOf = ({ position, epoch }: PlaceRow): LogPlace => ({
  position: Number(position),
  ...(epoch === null ? {} : { epoch }),
});

/** The rows of tenants as they are now; reads of one moment share a statement. */
export class TenantReads {
  private readonly places: KeyedReads<TenantId, LogPlace>;
  private readonly rows: KeyedReads<TenantId, TenantState | undefined>;

  constructor(
    private readonly pool: Pool,
    keys: number,
  ) {
    this.places = new KeyedReads((ids) => this.placesOf(ids), keys);
    this.rows = new KeyedReads((ids) => this.tenantsOf(ids), keys);
  }

  tenant(tenantId: TenantId): Promise<TenantState | undefined> {
    return this.rows.get(tenantId);
  }

  async tenants(): Promise<readonly TenantState[]> {
    const { rows } = await this.pool.query<TenantRow>(TENANTS);
    return rows.map((row) => tenantOf(row.tenant_id, row));
  }

  place(tenantId: TenantId): Promise<LogPlace> {
    return this.places.get(tenantId);
  }

  private async placesOf(ids: readonly TenantId[]): Promise<LogPlace[]> {
    const query = { name: 'places', text: PLACES, values: [[...new Set(ids)]] };
    const rows = await answered<PlaceRow>(this.pool, query);
    const found = new Map(rows.map((row) => [row.tenant_id, placeOf(row)]));
    return ids.map((id) => found.get(id) ?? { position: 0 });
  }

  private async tenantsOf(ids: readonly TenantId[]): Promise<(TenantState | undefined)[]> {
    const query = { name: 'tenants', text: TENANTS_BY_ID, values: [[...new Set(ids)]] };
    const rows = await answered<TenantRow>(this.pool, query);
    const found = new Map(rows.map((row) => [row.tenant_id, tenantOf(row.tenant_id, row)]));
    return ids.map((id) => found.get(id));
  }
}
