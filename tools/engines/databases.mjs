import { createRequire } from 'node:module';
import path from 'node:path';

/** The gateway's event log, and the directory's rows. */
const DATABASES = ['rollcall_log', 'rollcall_directory'];

/** The same server, another database. */
export const databaseUrl = (url, name) => {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
};

/** Makes the databases that are not there yet. */
export const createDatabases = async (root, url) => {
  const { Client } = createRequire(path.join(root, 'package.json'))('pg');
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT datname FROM pg_database');
    const there = new Set(rows.map(({ datname }) => datname));
    for (const name of DATABASES)
      if (!there.has(name)) await client.query(`CREATE DATABASE ${name}`);
  } catch (error) {
    throw new Error(`The databases ${DATABASES.join(' and ')} could not be made: ${error.message}`);
  } finally {
    await client.end();
  }
};
