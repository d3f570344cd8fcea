import type { Subject, TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import type { EventView } from '../admin/views.routes';

interface Row {
  position: string;
  subject: Subject;
  stream_version: number;
  type: string;
  version: number;
  recorded_at: Date;
  actor: string;
  correlation_id: string;
  data: unknown;
}

const COLUMNS = `position, subject, stream_version, type, version, recorded_at, actor,
  correlation_id, data`;
const FROM = `SELECT ${COLUMNS} FROM events
  WHERE tenant_id = $1 AND position >= $2 ORDER BY position LIMIT $3`;
const OF_STREAM = `SELECT ${COLUMNS} FROM events
  WHERE tenant_id = $1 AND subject = $2 ORDER BY stream_version DESC LIMIT $3`;

const shown = (row: Row): EventView => ({
  position: Number(row.position),
  subject: row.subject,
  streamVersion: row.stream_version,
  type: row.type,
  version: row.version,
  time: row.recorded_at.toISOString(),
  actor: row.actor,
  correlationId: row.correlation_id,
  data: row.data,
});

/** The events of the log, for people who look at them. */
export class History {
  constructor(private readonly pool: Pool) {}

  /** In the order of the tenant, from a position on. */
  async from(tenantId: TenantId, position: number, most: number): Promise<readonly EventView[]> {
    const { rows } = await this.pool.query<Row>(FROM, [tenantId, position, most]);
    return rows.map(shown);
  }

  /** The newest events of one stream, oldest first. */
  async of(tenantId: TenantId, subject: Subject, most: number): Promise<readonly EventView[]> {
    const { rows } = await this.pool.query<Row>(OF_STREAM, [tenantId, subject, most]);
    return rows.map(shown).reverse();
  }
}
