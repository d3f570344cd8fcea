import type { TenantId } from '@rollcall/contracts';
import type { ClientBase } from 'pg';
import { recordedOf, type RecordedRow } from '../event-log/tables/rows';
import { BY_INDEX, CLOSE_STREAMS, NEXT_OF_STREAMS, OPEN_STREAMS } from './moving.queries';
import type { ReplayedEvent } from './replay';

/** A tenant's events as they were written in this transaction, one stream after the other. */
export async function* storedEvents(
  client: ClientBase,
  tenantId: TenantId,
): AsyncGenerator<ReplayedEvent> {
  await client.query(BY_INDEX);
  await client.query(OPEN_STREAMS, [tenantId]);
  for (;;) {
    const { rows } = await client.query<RecordedRow>(NEXT_OF_STREAMS);
    if (rows.length === 0) break;
    yield* rows.map(recordedOf);
  }
  await client.query(CLOSE_STREAMS);
}
