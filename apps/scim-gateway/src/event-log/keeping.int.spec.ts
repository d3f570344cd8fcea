import { runMigrations } from '@rollcall/platform';
import { freshDatabase } from '@rollcall/testing';
import { Client } from 'pg';
import { schema } from '../database/schema';

describe('the log’s table', () => {
  it('is vacuumed in steps of one size, and frozen at once, after every migration', async () => {
    const database = await freshDatabase('keeping');
    await runMigrations(database.url, schema);
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<{ option: string }>(
      `SELECT unnest(reloptions) AS option FROM pg_class WHERE oid = 'events'::regclass`,
    );
    await client.end();
    await database.drop();
    expect(rows.map(({ option }) => option).sort()).toEqual([
      'autovacuum_freeze_min_age=0',
      'autovacuum_vacuum_insert_scale_factor=0',
      'autovacuum_vacuum_insert_threshold=500000',
    ]);
  });
});
