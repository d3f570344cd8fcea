import { Client as Postgres } from 'pg';

const TABLES = `
SELECT quote_ident(tablename) AS name FROM pg_tables
WHERE schemaname = 'public' AND tablename <> 'migrations'`;

export interface Backup {
  /** Puts everything back as it was; resolves to the position that the tenant has then. */
  restore(tenantId: string): Promise<number>;
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

/** A back-up under load: every row of the log in one snapshot, as pg_dump takes it. */
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
    return { restore: (tenantId) => within(url, (to) => putBack(to, kept, tenantId)) };
  });

const putBack = async (
  client: Postgres,
  kept: ReadonlyMap<string, readonly string[]>,
  tenantId: string,
): Promise<number> => {
  await client.query('BEGIN');
  for (const [name, rows] of kept) {
    await client.query(`TRUNCATE ${name}`);
    for (let at = 0; at < rows.length; at += 1_000)
      await client.query(
        `INSERT INTO ${name} OVERRIDING SYSTEM VALUE SELECT (r::${name}).* FROM unnest($1::text[]) AS k(r)`,
        [rows.slice(at, at + 1_000)],
      );
  }
  await client.query('COMMIT');
  const { rows } = await client.query<{ position: string }>(
    'SELECT position FROM tenants WHERE tenant_id = $1',
    [tenantId],
  );
  return Number(rows[0]?.position);
};
