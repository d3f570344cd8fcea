import type { Subject, TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import type { EventView } from '../admin/views.routes';
import { FROM, MEMBERS, OF_STREAM } from './history.queries';
import { recordedOf, type RecordedRow } from './rows';

interface Row extends RecordedRow {
  actor: string;
  correlation_id: string;
}

const shown = (row: Row): EventView => ({
  ...recordedOf(row),
  actor: row.actor,
  correlationId: row.correlation_id,
});

/** From where somebody acted is the operators' to know: they are among those who act. */
export const withoutSource = (event: EventView): EventView => {
  const said = Object.entries(event.data as object).filter(([name]) => name !== 'source');
  return { ...event, data: Object.fromEntries(said) as object };
};

/** What the log holds beside current state, for people who look at it. */
export class History {
  constructor(private readonly pool: Pool) {}

  /** In the order of the tenant, from a position on. */
  async from(tenantId: TenantId, position: number, most: number): Promise<readonly EventView[]> {
    const { rows } = await this.pool.query<Row>(FROM, [tenantId, position, most]);
    return rows.map(shown);
  }

  /** How many are in each of these groups now; one without members is left out. */
  async memberCounts(
    tenantId: TenantId,
    groupIds: readonly string[],
  ): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.pool.query<{ group_id: string; members: number }>(MEMBERS, [
      tenantId,
      groupIds,
    ]);
    return new Map(rows.map(({ group_id, members }) => [group_id, members]));
  }

  /** The newest events of one stream, oldest first; without the addresses of those who acted. */
  async of(tenantId: TenantId, subject: Subject, most: number): Promise<readonly EventView[]> {
    const { rows } = await this.pool.query<Row>(OF_STREAM, [tenantId, subject, most]);
    return rows.map(shown).map(withoutSource).reverse();
  }
}
