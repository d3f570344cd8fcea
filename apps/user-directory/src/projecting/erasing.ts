import type { EventBatch } from '@rollcall/messaging';
import type { PoolClient } from 'pg';
import type { TenantState } from './tenant-state';

/** Every table with rows of a tenant but its checkpoint, and what tells its rows apart. */
const ROWS = {
  users: 'user_id',
  user_blocks: 'block',
  groups: 'group_id',
  memberships: 'group_id, member_id',
  // A rebuild fills a schema of its own; these are not made anew.
  'public.kept_lists': 'list_id',
} as const;

const PIECES = Object.entries(ROWS).map(
  ([table, key]) => `
DELETE FROM ${table} WHERE tenant_id = $1 AND (${key}) IN (
  SELECT ${key} FROM ${table} WHERE tenant_id = $1 LIMIT 2000)`,
);

const WHOLE = Object.keys(ROWS).map((table) => `DELETE FROM ${table} WHERE tenant_id = ANY($1)`);

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
