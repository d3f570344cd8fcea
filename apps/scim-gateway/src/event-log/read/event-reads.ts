import { catalogue, type Subject, type TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import type { RecordedEvent } from '../port/event-log';
import { recordedOf, type RecordedRow } from '../tables/rows';
import { FROM, OF_STREAM } from './history.queries';

const REDACTED = { type: 'EventRedacted', version: catalogue.EventRedacted.version };

export interface EventRow extends RecordedRow {
  readonly actor: string;
  readonly correlation_id: string;
}

/** An erased event is shown as the topic has it: the type that it was is its data. */
export const eventOf = (row: EventRow): RecordedEvent => ({
  ...recordedOf(row),
  ...(row.redacted_at && REDACTED),
  ...(row.redacted_at && { data: { type: row.type, version: row.version } }),
  actor: row.actor,
  correlationId: row.correlation_id,
});

/** Events as they were recorded. */
export class EventReads {
  constructor(private readonly pool: Pool) {}

  async stream(
    tenantId: TenantId,
    subject: Subject,
    most: number,
  ): Promise<readonly RecordedEvent[]> {
    const { rows } = await this.pool.query<EventRow>(OF_STREAM, [tenantId, subject, most]);
    return rows.map(eventOf).reverse();
  }

  async tenant(
    tenantId: TenantId,
    position: number,
    most: number,
  ): Promise<readonly RecordedEvent[]> {
    const { rows } = await this.pool.query<EventRow>(FROM, [tenantId, position, most]);
    return rows.map(eventOf);
  }
}
