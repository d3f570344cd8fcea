import type { PoolClient } from 'pg';
import type { TenantState } from './checkpoint';
import type { ProjectedTable, Projection } from './projection';

/** A rebuild fills a schema of its own, without the snapshots of lists. */
const SNAPSHOTS: ProjectedTable = { name: 'public.kept_lists', key: 'list_id' };

/** Deletes all rows of a tenant in every table that has some, but its checkpoint. */
export class Erasing {
  private readonly pieces: readonly string[];
  private readonly whole: readonly string[];

  constructor(projections: readonly Projection[]) {
    const tables = [...projections.flatMap((one) => one.tables), SNAPSHOTS];
    this.pieces = tables.map(
      ({ name, key }) => `
DELETE FROM ${name} WHERE tenant_id = $1 AND (${key}) IN (
  SELECT ${key} FROM ${name} WHERE tenant_id = $1 LIMIT 2000)`,
    );
    this.whole = tables.map(({ name }) => `DELETE FROM ${name} WHERE tenant_id = ANY($1)`);
  }

  /**
   * Between two transactions, which must be short. Nothing comes after an erasure, so that the rows
   * may go in pieces and before it; the checkpoint says that it has begun, and who reads the event
   * again goes on.
   */
  async ahead(client: PoolClient, tenantId: string): Promise<void> {
    for (const text of this.pieces)
      for (let more = true; more; ) more = (await client.query(text, [tenantId])).rowCount !== 0;
  }

  /** What the batch itself wrote of erased tenants goes in its transaction. */
  within(client: PoolClient, moved: readonly TenantState[]): readonly Promise<unknown>[] {
    const ids = moved.filter(({ erased }) => erased).map(({ tenantId }) => tenantId);
    return ids.length === 0 ? [] : this.whole.map((text) => client.query(text, [ids]));
  }
}
