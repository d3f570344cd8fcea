import type { PoolClient } from 'pg';
import { folded } from '../filtering/folded';
import { writable } from '../projecting/isolating';
import { checksumOfGroup, renderGroup, type GroupRow } from './group-row';
import * as sql from './group.queries';

export type GroupKey = Pick<GroupRow, 'tenantId' | 'groupId'>;
type Stored = Record<string, unknown>;

interface Membership extends GroupKey {
  readonly memberId: string;
  readonly type: string;
}

/** What a batch left of groups. */
export interface GroupChanges {
  readonly live: readonly GroupRow[];
  readonly gone: readonly GroupKey[];
  readonly emptied: readonly GroupKey[];
  readonly left: readonly Membership[];
  readonly joined: readonly Membership[];
}

const keys = (rows: readonly GroupKey[]): string[][] => [
  rows.map(({ tenantId }) => tenantId),
  rows.map(({ groupId }) => groupId),
];

export const groupsWith = async (
  client: PoolClient,
  groups: readonly GroupKey[],
): Promise<readonly GroupRow[]> => {
  const { rows } = await client.query<Stored>({
    name: 'groups',
    text: sql.GROUPS,
    values: keys(groups),
  });
  return rows.map((row) => ({
    tenantId: row['tenant_id'] as string,
    groupId: row['group_id'] as string,
    ordinal: Number(row['ordinal']),
    version: row['version'] as number,
    attributes: row['attributes'] as GroupRow['attributes'],
    createdAt: (row['created_at'] as Date).toISOString(),
    modifiedAt: (row['modified_at'] as Date).toISOString(),
  }));
};

/** The statements that write what a batch left of groups, in their order; none when it left none. */
export const writeGroups = (
  client: PoolClient,
  { live, gone, emptied, left, joined }: GroupChanges,
): readonly Promise<unknown>[] => {
  const ask = (name: string, text: string, values: unknown[]): Promise<unknown> =>
    client.query({ name, text, values });
  const pairs = (rows: readonly Membership[]) => [...keys(rows), rows.map((one) => one.memberId)];
  const rows = live.length > 0 ? writable(() => valuesOf(live)) : [];
  return [
    ...(live.length > 0 ? [ask('write-groups', sql.WRITE_GROUPS, rows)] : []),
    ...(gone.length > 0 ? [ask('delete-groups', sql.DELETE_GROUPS, keys(gone))] : []),
    ...(emptied.length > 0 ? [ask('empty-groups', sql.EMPTY_GROUPS, keys(emptied))] : []),
    ...(left.length > 0 ? [ask('drop-memberships', sql.DROP_MEMBERSHIPS, pairs(left))] : []),
    ...(joined.length > 0
      ? [ask('add-memberships', sql.ADD_MEMBERSHIPS, [...pairs(joined), joined.map((m) => m.type)])]
      : []),
  ];
};

const valuesOf = (rows: readonly GroupRow[]): unknown[] => [
  ...keys(rows),
  rows.map((row) => row.ordinal),
  rows.map((row) => row.version),
  rows.map((row) => row.attributes['externalId'] ?? null),
  rows.map((row) => JSON.stringify(row.attributes)),
  rows.map((row) => JSON.stringify(folded(row.attributes))),
  rows.map(renderGroup),
  rows.map(checksumOfGroup),
  rows.map((row) => row.createdAt),
  rows.map((row) => row.modifiedAt),
];
