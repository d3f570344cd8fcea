import type { EventBatch } from '@rollcall/messaging';
import { Rows, userIdOf } from './tenant-state';
import type { UserRow } from '../users/user-row';

export const rowOf = (row: Record<string, unknown>): UserRow => ({
  tenantId: row['tenant_id'] as string,
  userId: row['user_id'] as string,
  ordinal: Number(row['ordinal']),
  version: row['version'] as number,
  login: row['login'] as string,
  attributes: row['attributes'] as UserRow['attributes'],
  createdAt: (row['created_at'] as Date).toISOString(),
  modifiedAt: (row['modified_at'] as Date).toISOString(),
  checksum: row['row_checksum'] as string,
});

/** The users that a batch builds on: not those that it begins. */
export const usersOf = (
  batch: EventBatch,
  ids: readonly string[],
): (readonly [string, string])[] => {
  const wanted = new Map<string, readonly [string, string]>();
  for (const one of batch.events) {
    if (!('event' in one) || !ids.includes(one.event.tenantId)) continue;
    const userId = userIdOf(one.event);
    if (userId !== undefined && one.event.streamVersion > 1)
      wanted.set(Rows.key(one.event.tenantId, userId), [one.event.tenantId, userId]);
  }
  return [...wanted.values()];
};
