import type { PoolClient } from 'pg';
import { PIECES, WHOLE } from './erasing.queries';
import type { TenantState } from './tenant-state';

/**
 * Between two transactions, which must be short. Nothing comes after an erasure, so that the rows
 * may go in pieces and before it; the checkpoint says that it has begun, and whoever reads the event
 * again goes on.
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
