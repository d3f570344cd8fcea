import type { Pool } from 'pg';

/**
 * Repeats a statement that handles one piece at a time until nothing is left; `hold` renews the
 * lease.
 */
export const inPieces = async (
  pool: Pool,
  hold: () => Promise<void>,
  text: string,
  values: readonly unknown[],
): Promise<void> => {
  for (let more = true; more; ) {
    await hold();
    more = (await pool.query(text, [...values])).rowCount !== 0;
  }
};
