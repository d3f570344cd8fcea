import { createPool, runMigrations } from '@rollcall/platform';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, type Pool } from 'pg';
import { schema } from './schema';

jest.setTimeout(60_000);

const FILE = join(__dirname, '../../../../k8s/rights/postgres.sql');
const PASSWORD = 'a-password-for-the-spec';
/** Roles are of the server, which other specs share. */
const SUFFIX = `_rights_${process.pid}`;
const name = (role: string): string => `rollcall_${role}${SUFFIX}`;

const admin = (): URL => new URL(process.env['DATABASE_URL'] ?? '');
const urlOf = (role: string, database: string): string =>
  Object.assign(admin(), { username: name(role), password: PASSWORD, pathname: name(database) })
    .href;

const inDatabase = async <T>(url: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** As psql reads it: variables, `\connect`, and statements one by one. */
const play = async (text: string): Promise<void> => {
  const [first = '', ...others] = text
    .replaceAll(/^--.*$/gm, '')
    .replaceAll(/:'\w+'/g, `'${PASSWORD}'`)
    .replaceAll(/\brollcall_(log|directory|delivery|reader)\b/g, `rollcall_$1${SUFFIX}`)
    .split(/^\\connect /m);
  const statements = (part: string): string[] => part.split(';').filter((one) => one.trim() !== '');
  await inDatabase(admin().href, async (client) => {
    for (const one of statements(first)) await client.query(one);
  });
  for (const part of others) {
    const [database = '', ...lines] = part.split('\n');
    await inDatabase(Object.assign(admin(), { pathname: database }).href, async (client) => {
      for (const one of statements(lines.join('\n'))) await client.query(one);
    });
  }
};

describe('the roles of k8s/rights/postgres.sql', () => {
  let reader: Pool;
  beforeAll(async () => {
    await play(readFileSync(FILE, 'utf8'));
    await runMigrations(urlOf('log', 'log'), schema);
    const url = urlOf('reader', 'log');
    reader = createPool({ url, name: 'spec', max: 1, onError: () => undefined });
  });
  afterAll(async () => {
    await reader?.end();
    await inDatabase(admin().href, async (client) => {
      for (const one of ['log', 'directory', 'delivery'])
        await client.query(`DROP DATABASE IF EXISTS ${name(one)} WITH (FORCE)`);
      for (const one of ['log', 'directory', 'delivery', 'reader'])
        await client.query(`DROP ROLE IF EXISTS ${name(one)}`);
    });
  });

  it('the owner migrates its database, and knows the identity of its cluster', async () => {
    const { rows } = await inDatabase(urlOf('log', 'log'), (client) =>
      client.query('SELECT system_identifier FROM pg_control_system()'),
    );
    expect(rows).toHaveLength(1);
  });

  it.each([
    ['log', 'directory'],
    ['directory', 'log'],
    ['delivery', 'directory'],
    ['log', 'delivery'],
  ])('%s does not get into the database of %s', async (role, database) =>
    expect(inDatabase(urlOf(role, database), () => Promise.resolve())).rejects.toThrow(
      /permission denied for database/,
    ),
  );

  it('the reader reads every table that the owner makes', async () => {
    const { rows } = await reader.query<{ table: string; may: boolean }>(
      `SELECT tablename AS table, has_table_privilege(format('%I', tablename), 'SELECT') AS may
       FROM pg_tables WHERE schemaname = 'public'`,
    );
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter(({ may }) => !may)).toEqual([]);
  });

  it.each([
    `INSERT INTO ended_generations (generation, reason) VALUES (1, 'x')`,
    `DELETE FROM events`,
    `UPDATE tenants SET name = 'x'`,
    `CREATE SCHEMA mine`,
  ])('the reader may not %s', (statement) =>
    expect(reader.query(statement)).rejects.toThrow(/permission denied/),
  );
});
