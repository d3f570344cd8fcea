import { Client as Postgres } from 'pg';

const TABLES = `
SELECT quote_ident(relname) AS name FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT relispartition
  AND relname <> 'migrations'`;
const SEQUENCES = `
SELECT quote_ident(sequencename) AS name, last_value AS last FROM pg_sequences
WHERE schemaname = 'public' AND last_value IS NOT NULL`;

export interface Backup {
  /** Puts everything back as it was; resolves to the position that the tenant has then. */
  restore(tenantId: string): Promise<number>;
}

interface Sequence {
  readonly name: string;
  readonly last: string;
}

const within = async <T>(url: string, work: (client: Postgres) => Promise<T>): Promise<T> => {
  const client = new Postgres({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** A back-up under load: every row of the log in one snapshot, as pg_dump takes it; without the request log. */
export const backUp = (url: string): Promise<Backup> =>
  within(url, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows: tables } = await client.query<{ name: string }>(TABLES);
    const kept = new Map<string, string[]>();
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      kept.set(
        name,
        rows.map(({ row }) => row),
      );
    }
    const { rows: sequences } = await client.query<Sequence>(SEQUENCES);
    return {
      restore: (tenantId) =>
        within(url, async (to) => {
          await putBack(to, kept, sequences);
          return positionOf(to, tenantId);
        }),
    };
  });

const putBack = async (
  client: Postgres,
  kept: ReadonlyMap<string, readonly string[]>,
  sequences: readonly Sequence[],
): Promise<void> => {
  await client.query('BEGIN');
  for (const [name, rows] of kept) {
    await client.query(`TRUNCATE ${name}`);
    for (let at = 0; at < rows.length; at += 1_000)
      await client.query(
        `INSERT INTO ${name} OVERRIDING SYSTEM VALUE SELECT (r::${name}).* FROM unnest($1::text[]) AS k(r)`,
        [rows.slice(at, at + 1_000)],
      );
  }
  for (const { name, last } of sequences)
    await client.query('SELECT setval($1::regclass, $2::bigint)', [name, last]);
  await client.query('COMMIT');
};

const positionOf = async (client: Postgres, tenantId: string): Promise<number> => {
  const { rows } = await client.query<{ position: string }>(
    'SELECT position FROM tenants WHERE tenant_id = $1',
    [tenantId],
  );
  return Number(rows[0]?.position);
};
