import type { Pool } from 'pg';
import { PERSONAL_COLUMNS } from '../database/entities/personal-columns';
import { PARTITIONS_LOCK } from '../database/advisory-locks';
import { PARTITIONS, TAKE_PARTITIONS } from './requests.queries';

const DAY_MS = 86_400_000;
/** Days made before they come: a job that fails for so long loses nothing. */
const AHEAD = 3;
export const DAYS_KEPT = 30;
/** No partition is made: what is there grows old. */
const NONE = -1;

const nameOf = (day: number): string =>
  `requests_${new Date(day).toISOString().slice(0, 10).replaceAll('-', '')}`;
/** What a partition does not have of the table that it is like: its words are not sampled. */
const unsampled = (name: string): string =>
  `ALTER TABLE ${name} ${PERSONAL_COLUMNS.requests.map((one) => `ALTER COLUMN ${one} SET STATISTICS 0`).join(', ')}`;
const boundOf = (day: number): string => `'${new Date(day).toISOString()}'`;

/**
 * Makes the partitions of today and of the days to come, and drops those of which every entry is
 * older than thirty days. One gateway at a time; resolves to what it made and dropped.
 */
export const keepPartitions = async (
  pool: Pool,
  now: number = Date.now(),
  ahead = AHEAD,
): Promise<{ readonly made: readonly string[]; readonly dropped: readonly string[] }> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ mine: boolean }>(TAKE_PARTITIONS, [...PARTITIONS_LOCK]);
    if (!rows[0]?.mine) {
      await client.query('ROLLBACK');
      return { made: [], dropped: [] };
    }
    const there = (await client.query<{ name: string }>(PARTITIONS)).rows.map(({ name }) => name);
    const today = Math.floor(now / DAY_MS) * DAY_MS;
    const wanted =
      ahead === NONE ? [] : Array.from({ length: ahead + 2 }, (_, i) => today + (i - 1) * DAY_MS);
    const missing = wanted.filter((day) => !there.includes(nameOf(day)));
    // Made beside the table and attached: that waits for no reader and no writer.
    for (const day of missing) {
      const name = nameOf(day);
      await client.query(`CREATE TABLE ${name} (LIKE requests INCLUDING ALL)`);
      await client.query(unsampled(name));
      await client.query(
        `ALTER TABLE requests ATTACH PARTITION ${name} FOR VALUES FROM (${boundOf(day)}) TO (${boundOf(day + DAY_MS)})`,
      );
    }
    const oldest = nameOf(today - DAYS_KEPT * DAY_MS);
    const old = there.filter((name) => name < oldest).sort();
    for (const name of old) await client.query(`DROP TABLE ${name}`);
    await client.query('COMMIT');
    return { made: missing.map(nameOf), dropped: old };
  } catch (reason) {
    broken = reason as Error;
    throw reason;
  } finally {
    client.release(broken);
  }
};

/**
 * The same for the whole log. Where it has a database of its own, what was logged beside the events
 * before that goes after its thirty days, too.
 */
export const keepLog = async (pool: Pool, requestLog: Pool): Promise<void> => {
  await keepPartitions(requestLog);
  if (requestLog !== pool) await keepPartitions(pool, Date.now(), NONE);
};
