import { createPool } from '@rollcall/platform';
import type { Pool } from 'pg';
import type { DirectoryConfig } from '../config';
import type { DirectoryMetrics } from '../metrics/directory-metrics';
import type { WaitFor } from '../freshness/wait-for';
import { ListDatabase } from '../lists/list-database';
import { ListReads } from '../lists/list-reads';
import type { ListTurns } from '../lists/list-turns';

/** What must always answer shares no connection with what can be slow. */
export interface Pools {
  readonly answers: Pool;
  readonly projection: Pool;
  readonly lists: Pool;
  readonly replica: { readonly lists: Pool; readonly side: Pool } | undefined;
}

export const openPools = (config: DirectoryConfig, onError: (error: Error) => void): Pools => {
  const { DATABASE_URL: primary, REPLICA_DATABASE_URL: replica } = config;
  const open = (url: string, name: string, max: number, connectMs?: number): Pool =>
    createPool({ url, name, max, onError, ...(connectMs === undefined ? {} : { connectMs }) });
  const ms = config.REPLICA_DEADLINE_MS;
  return {
    answers: open(primary, 'rollcall-directory', config.ANSWER_CONNECTIONS),
    projection: open(primary, 'rollcall-directory-projection', config.PROJECTION_CONNECTIONS),
    lists: open(primary, 'rollcall-directory-lists', config.LIST_CONNECTIONS),
    replica:
      replica === undefined
        ? undefined
        : {
            lists: open(replica, 'rollcall-directory-lists', config.LIST_CONNECTIONS, ms),
            side: open(replica, 'rollcall-directory', 1, ms),
          },
  };
};

interface Around {
  readonly turns: ListTurns;
  readonly wait: WaitFor;
  readonly counted: DirectoryMetrics;
}

export const listReads = (
  config: DirectoryConfig,
  { lists, answers, replica }: Pools,
  { turns, wait, counted }: Around,
): ListReads => {
  const database = (pool: Pool, side: Pool): ListDatabase =>
    new ListDatabase({ pool, side, turns, onEnded: (why) => counted.ended(why) });
  const follower = replica && {
    database: database(replica.lists, replica.side),
    deadlineMs: config.REPLICA_DEADLINE_MS,
  };
  return new ListReads(database(lists, answers), wait, follower, counted);
};

export const closePools = async ({ answers, projection, lists, replica }: Pools): Promise<void> => {
  await Promise.all(
    [answers, projection, lists, replica?.lists, replica?.side].map((pool) => pool?.end()),
  );
};
