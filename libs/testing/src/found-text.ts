import { Client } from 'pg';

const TABLES = `
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
ORDER BY name`;

/** What the planner sampled: values of rows, which may be gone. */
const SAMPLES = `
SELECT 'pg_stats ' || quote_ident(schemaname) || '.' || quote_ident(tablename) || '.' || quote_ident(attname) AS name
FROM pg_stats s
WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND strpos(lower(s::text), lower($1)) > 0
ORDER BY name`;

/**
 * Where in a database a text stands, whatever the case: `public.events: ada@example.com` for each
 * table, a partition by its own name, and each text that one of its rows has anywhere; and
 * `pg_stats public.users.login: ada@example.com` for each column of which a sample has it.
 */
export const foundText = async (
  url: string,
  texts: readonly string[],
): Promise<readonly string[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(TABLES);
    const found: string[] = [];
    for (const { name } of tables)
      for (const text of texts) {
        const query = `SELECT FROM ${name} t WHERE strpos(lower(t::text), lower($1)) > 0 LIMIT 1`;
        if ((await client.query(query, [text])).rowCount !== 0) found.push(`${name}: ${text}`);
      }
    for (const text of texts) {
      const { rows } = await client.query<{ name: string }>(SAMPLES, [text]);
      found.push(...rows.map(({ name }) => `${name}: ${text}`));
    }
    return found;
  } finally {
    await client.end();
  }
};
