import { bigints, ints, texts } from '@rollcall/platform';
import type { PoolClient } from 'pg';
import { writable } from './isolating';
import * as sql from './projector.queries';
import type { TenantState } from './tenant-state';
import { folded, render, type UserRow } from '../users/user-row';

export const usersWith = (
  client: PoolClient,
  users: readonly (readonly [string, string])[],
): Promise<{ rows: Record<string, unknown>[] }> =>
  client.query<Record<string, unknown>>({
    name: 'users',
    text: sql.USERS,
    values: [texts(users.map(([tenantId]) => tenantId)), texts(users.map(([, userId]) => userId))],
  });

export const deleteUsers = (client: PoolClient, keys: readonly string[]): Promise<unknown> =>
  client.query({
    name: 'delete-users',
    text: sql.DELETE_USERS,
    values: [
      keys.map((key) => key.slice(0, key.indexOf('/'))),
      keys.map((key) => key.slice(key.indexOf('/') + 1)),
    ],
  });

export const moveBlocks = (
  client: PoolClient,
  blocks: readonly { tenantId: string; block: number; live: number }[],
): Promise<unknown> =>
  client.query({
    name: 'move-blocks',
    text: sql.MOVE_BLOCKS,
    values: [
      blocks.map((one) => one.tenantId),
      blocks.map((one) => one.block),
      blocks.map((one) => one.live),
    ],
  });

/** Throws Unwritable, before anything is sent, for a row that cannot be rendered. */
export const writeUsers = (
  client: PoolClient,
  rows: readonly UserRow[],
  tenants: ReadonlyMap<string, TenantState>,
): Promise<unknown> => {
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const values = writable(() => [
    texts(rows.map((row) => row.tenantId)),
    texts(rows.map((row) => row.userId)),
    bigints(rows.map((row) => row.ordinal)),
    ints(rows.map((row) => row.version)),
    rows.map((row) => row.attributes['active'] !== false),
    texts(rows.map((row) => row.login)),
    texts(rows.map((row) => text(row.attributes['externalId']))),
    texts(rows.map((row) => JSON.stringify(row.attributes))),
    texts(rows.map((row) => JSON.stringify(folded(row.attributes)))),
    texts(rows.map((row) => render(tenants.get(row.tenantId)?.profile ?? 'strict', row))),
    texts(rows.map((row) => row.checksum)),
    texts(rows.map((row) => row.createdAt)),
    texts(rows.map((row) => row.modifiedAt)),
  ]);
  return client.query({ name: 'write-users', text: sql.WRITE_USERS, values });
};

export const moveCheckpoints = async (
  client: PoolClient,
  moved: readonly TenantState[],
): Promise<number> => {
  const { rowCount } = await client.query({
    name: 'move-checkpoints',
    text: sql.MOVE_CHECKPOINTS,
    values: [
      moved.map((one) => one.tenantId),
      moved.map((one) => one.before),
      moved.map((one) => one.position),
      moved.map((one) => one.checksum),
      moved.map((one) => one.users),
      moved.map((one) => one.nextOrdinal),
      moved.map((one) => one.profile),
      moved.map((one) => one.held?.reason ?? null),
      moved.map((one) => one.held?.partition ?? null),
      moved.map((one) => one.held?.offset ?? null),
      moved.map((one) => one.epoch),
      moved.map((one) => one.erasing ?? null),
    ],
  });
  return rowCount ?? 0;
};
