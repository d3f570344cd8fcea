import { bigints, ints, texts } from '@rollcall/platform';
import type { PoolClient } from 'pg';
import { folded } from '../filtering/folded';
import { writable } from '../projecting/isolating';
import type { Tenants } from '../projecting/projection';
import * as sql from './user.queries';
import { render, type UserRow } from './user-row';

type Stored = Record<string, unknown>;

const rowOf = (row: Stored): UserRow => ({
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

export const usersWith = async (
  client: PoolClient,
  users: readonly (readonly [tenantId: string, userId: string])[],
): Promise<readonly UserRow[]> => {
  const { rows } = await client.query<Stored>({
    name: 'users',
    text: sql.USERS,
    values: [texts(users.map(([tenantId]) => tenantId)), texts(users.map(([, userId]) => userId))],
  });
  return rows.map(rowOf);
};

export const usersOfTenant = async (
  client: PoolClient,
  tenantId: string,
): Promise<readonly UserRow[]> => {
  const { rows } = await client.query<Stored>(sql.USERS_OF_TENANT, [tenantId]);
  return rows.map(rowOf);
};

/** Each key is the tenant's id, a slash, and the user's. */
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
  tenants: Tenants,
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
