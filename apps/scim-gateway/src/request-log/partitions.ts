import type { Pool } from 'pg';
import { PERSONAL_COLUMNS } from '../database/entities/personal-columns';
import { PARTITIONS_LOCK } from '../database/advisory-locks';
import { PARTITIONS, TAKE_PARTITIONS } from './requests.queries';

const DAY_MS = 86_400_000;
/** Partitions are created this many days ahead: a job that fails that long loses nothing. */
const AHEAD = 3;
export const DAYS_KEPT = 30;
/** Creates no partition: the existing ones grow old. */
const NONE = -1;

const nameOf = (day: number): string =>
  `requests_${new Date(day).toISOString().slice(0, 10).replaceAll('-', '')}`;
/**
 * A partition does not inherit the statistics settings of its table: this turns off the samples of
 * its words.
 */
const unsampled = (name: string): string =>
  `ALTER TABLE ${name} ${PERSONAL_COLUMNS.requests.map((one) => `ALTER COLUMN ${one} SET STATISTICS 0`).join(', ')}`;
const boundOf = (day: number): string => `'${new Date(day).toISOString()}'`;

/**
 * Creates the partitions of today and of the coming days, and drops those whose entries are all
 * older than thirty days. One gateway at a time; resolves to what it created and dropped.
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
    // Created as a separate table and attached: that waits for no reader and no writer.
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
 * The same for the whole log. With a separate request-log database, this also drops older entries
 * in the events' database after their thirty days.
 */
export const keepLog = async (pool: Pool, requestLog: Pool): Promise<void> => {
  await keepPartitions(requestLog);
  if (requestLog !== pool) await keepPartitions(pool, Date.now(), NONE);
};
