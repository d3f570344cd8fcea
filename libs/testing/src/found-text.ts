import { Client } from 'pg';

const TABLES = `
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
ORDER BY name`;

/**
 * Where in a database a text stands, whatever the case: `public.events: ada@example.com` for each
 * table, a partition by its own name, and each text that one of its rows has anywhere.
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
        const asked = `SELECT FROM ${name} t WHERE strpos(lower(t::text), lower($1)) > 0 LIMIT 1`;
        if ((await client.query(asked, [text])).rowCount !== 0) found.push(`${name}: ${text}`);
      }
    return found;
  } finally {
    await client.end();
  }
};
