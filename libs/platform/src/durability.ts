import { Client } from 'pg';

/** Settings that a server needs, so that a crash of its machine loses no acknowledged write. */
const MUST: Readonly<Record<string, { value: string; else: string }>> = {
  fsync: { value: 'on', else: 'it must be on' },
  full_page_writes: { value: 'on', else: 'it must be on' },
  standby: { value: 'false', else: 'give the address of the primary' },
};

export interface Setting {
  readonly name: string;
  readonly setting: string;
}

/** The faults of a server's settings, as phrases. */
export const durabilityProblems = (settings: readonly Setting[]): readonly string[] =>
  settings.flatMap(({ name, setting }) => {
    const must = MUST[name];
    return must && setting !== must.value ? [`${name}=${setting}: ${must.else}`] : [];
  });

/**
 * Refuses to start with a server that could lose writes, or with a standby. Names each fault and its remedy.
 * The caller checks the flag for development.
 */
export const assertDurable = async (url: string): Promise<void> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rows } = await client.query<Setting>(
      `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes')
       UNION ALL SELECT 'standby', pg_is_in_recovery()::text`,
    );
    const problems = durabilityProblems(rows);
    if (problems.length > 0)
      throw new Error(
        `Postgres would lose what was acknowledged: ${problems.join('; ')}. ` +
          'DEVELOPMENT=true accepts it, for tests alone.',
      );
  } finally {
    await client.end();
  }
};
