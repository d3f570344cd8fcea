import type { TenantId } from '@rollcall/contracts';
import type { ClientBase } from 'pg';
import { BY_INDEX, CLOSE_STREAMS, NEXT_OF_STREAMS, OPEN_STREAMS } from './moving.queries';
import type { ReplayedEvent } from './replay';

interface Row {
  readonly position: string;
  readonly subject: string;
  readonly stream_version: number;
  readonly type: string;
  readonly version: number;
  readonly recorded_at: Date;
  readonly redacted_at: Date | null;
  readonly data: unknown;
}

/** A tenant's events as they were written in this transaction, one stream after the other. */
export async function* storedEvents(
  client: ClientBase,
  tenantId: TenantId,
): AsyncGenerator<ReplayedEvent> {
  await client.query(BY_INDEX);
  await client.query(OPEN_STREAMS, [tenantId]);
  for (;;) {
    const { rows } = await client.query<Row>(NEXT_OF_STREAMS);
    if (rows.length === 0) break;
    for (const row of rows)
      yield {
        position: Number(row.position),
        subject: row.subject,
        streamVersion: row.stream_version,
        type: row.type,
        version: row.version,
        time: row.recorded_at.toISOString(),
        ...(row.redacted_at && { redactedAt: row.redacted_at.toISOString() }),
        data: row.data,
      };
  }
  await client.query(CLOSE_STREAMS);
}
