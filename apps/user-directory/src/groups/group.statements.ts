import type { Delivered, EventBatch } from '@rollcall/messaging';
import type { PoolClient } from 'pg';
import { writable } from '../projecting/isolating';
import { folded } from '../users/user-row';
import { groupIdOf } from '../projecting/tenant-state';
import { checksumOfGroup, renderGroup, type GroupRow } from './group-row';
import type { GroupRows, MembershipRow } from './group-rows';
import * as sql from './group.queries';

type Key = Pick<GroupRow, 'tenantId' | 'groupId'>;
type Row = Record<string, unknown>;

const keys = (rows: readonly Key[]): string[][] => [
  rows.map(({ tenantId }) => tenantId),
  rows.map(({ groupId }) => groupId),
];

/** The groups that a batch builds on: not those that it begins. */
export const groupsOf = (batch: EventBatch, ids: readonly string[]): readonly Key[] => {
  const wanted = new Map<string, Key>();
  const take = (one: Delivered): void => {
    if (!('event' in one) || one.event.streamVersion === 1) return;
    const { tenantId } = one.event;
    const groupId = groupIdOf(one.event);
    if (groupId === undefined || !ids.includes(tenantId)) return;
    wanted.set(`${tenantId}/${groupId}`, { tenantId, groupId });
  };
  batch.events.forEach(take);
  return [...wanted.values()];
};

export const groupsWith = async (
  client: PoolClient,
  groups: readonly Key[],
): Promise<readonly GroupRow[]> => {
  const { rows } = await client.query<Row>({
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
export const writeGroups = (client: PoolClient, groups: GroupRows): readonly Promise<unknown>[] => {
  const ask = (name: string, text: string, values: unknown[]): Promise<unknown> =>
    client.query({ name, text, values });
  const some = <Of>(rows: readonly Of[], write: (rows: readonly Of[]) => Promise<unknown>) =>
    rows.length > 0 ? [write(rows)] : [];
  const pairs = (rows: readonly MembershipRow[]) => [...keys(rows), rows.map((m) => m.memberId)];
  return [
    ...some(groups.live(), (rows) =>
      ask(
        'write-groups',
        sql.WRITE_GROUPS,
        writable(() => valuesOf(rows)),
      ),
    ),
    ...some(groups.gone(), (rows) => ask('delete-groups', sql.DELETE_GROUPS, keys(rows))),
    ...some(groups.emptied(), (rows) => ask('empty-groups', sql.EMPTY_GROUPS, keys(rows))),
    ...some(groups.memberships('out'), (rows) =>
      ask('drop-memberships', sql.DROP_MEMBERSHIPS, pairs(rows)),
    ),
    ...some(groups.memberships('in'), (rows) =>
      ask('add-memberships', sql.ADD_MEMBERSHIPS, [...pairs(rows), rows.map((m) => m.type)]),
    ),
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
