import type { EventBatch } from '@rollcall/messaging';
import type { PoolClient } from 'pg';
import { PIECES, WHOLE } from './erasing.queries';
import type { TenantState } from './tenant-state';

/** The tenants whose erasure a batch tells. */
export const erasedIn = ({ events }: EventBatch, ids: readonly string[]): readonly string[] =>
  events.flatMap((one) =>
    'event' in one && one.event.type === 'TenantErased' && ids.includes(one.event.tenantId)
      ? [one.event.tenantId]
      : [],
  );

/**
 * Before the batch's transaction, which must be short: nothing comes after an erasure, so that its
 * rows may go in pieces and early, and a batch that is read again finds nothing left.
 */
export const emptyTenant = async (client: PoolClient, tenantId: string): Promise<void> => {
  for (const text of PIECES)
    for (let more = true; more; ) more = (await client.query(text, [tenantId])).rowCount !== 0;
};

/** What the batch itself wrote of erased tenants goes in its transaction. */
export const emptied = (
  client: PoolClient,
  moved: readonly TenantState[],
): readonly Promise<unknown>[] => {
  const ids = moved.filter(({ erased }) => erased).map(({ tenantId }) => tenantId);
  return ids.length === 0 ? [] : WHOLE.map((text) => client.query(text, [ids]));
};
