import { Client as Postgres } from 'pg';

const SEVER = `
SELECT count(pg_terminate_backend(pid))::int AS severed FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()`;

/**
 * Ends every connection to a database, and nothing else: a COMMIT under way is done or not, and its
 * answer does not come. Resolves to how many there were.
 */
export const sever = async (databaseUrl: string): Promise<number> => {
  const client = new Postgres({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ severed: number }>(SEVER);
    return rows[0]?.severed ?? 0;
  } finally {
    await client.end();
  }
};
