import { createPool, runMigrations } from '@rollcall/platform';
import { freshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { describeEventLog } from './event-log.contract';
import { describeMemberships } from './memberships.contract';
import { PostgresEventLog } from './postgres-event-log';
import { render } from './render';
import { schema } from './schema';

let pools: Pool[] = [];
let log: PostgresEventLog;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await freshDatabase('log');
  drop = () => database.drop();
  await runMigrations(database.url, schema);
  const pool = (name: string) =>
    createPool({ url: database.url, name, max: 4, onError: () => undefined });
  pools = [pool('appends'), pool('reads')];
  log = new PostgresEventLog(pools[0] as Pool, pools[1] as Pool, render, {
    appended: () => undefined,
  });
});

afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await drop();
});

describeEventLog('Postgres', () => log);
describeMemberships('Postgres', () => log);
