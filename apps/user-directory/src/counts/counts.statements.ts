import type { PoolClient } from 'pg';
import * as sql from './counts.queries';

/** How many people a tenant has at the end of a day. */
export interface Day {
  readonly tenantId: string;
  /** `YYYY-MM-DD`, in UTC. */
  readonly day: string;
  readonly people: number;
  readonly active: number;
}

interface PersonKey {
  readonly tenantId: string;
  readonly userId: string;
}

const keys = (people: readonly PersonKey[]): string[][] => [
  people.map(({ tenantId }) => tenantId),
  people.map(({ userId }) => userId),
];

export const newestDays = async (
  client: PoolClient,
  tenants: readonly string[],
): Promise<readonly Day[]> => {
  const { rows } = await client.query<Record<'tenant_id' | 'day' | 'people' | 'active', string>>({
    name: 'newest-counts',
    text: sql.NEWEST_COUNTS,
    values: [tenants],
  });
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    day: row.day,
    people: Number(row.people),
    active: Number(row.active),
  }));
};

/** Those of these people who are inactive. */
export const inactiveOf = async (
  client: PoolClient,
  people: readonly (readonly [tenantId: string, userId: string])[],
): Promise<readonly PersonKey[]> => {
  const { rows } = await client.query<Record<'tenant_id' | 'user_id', string>>({
    name: 'inactive-people',
    text: sql.INACTIVE_PEOPLE,
    values: [people.map(([tenantId]) => tenantId), people.map(([, userId]) => userId)],
  });
  return rows.map((row) => ({ tenantId: row.tenant_id, userId: row.user_id }));
};

export const writeDays = (client: PoolClient, days: readonly Day[]): Promise<unknown> =>
  client.query({
    name: 'write-counts',
    text: sql.WRITE_COUNTS,
    values: [
      days.map((one) => one.tenantId),
      days.map((one) => one.day),
      days.map((one) => one.people),
      days.map((one) => one.active),
    ],
  });

export const addInactive = (client: PoolClient, people: readonly PersonKey[]): Promise<unknown> =>
  client.query({ name: 'add-inactive', text: sql.ADD_INACTIVE, values: keys(people) });

export const dropInactive = (client: PoolClient, people: readonly PersonKey[]): Promise<unknown> =>
  client.query({ name: 'drop-inactive', text: sql.DROP_INACTIVE, values: keys(people) });
