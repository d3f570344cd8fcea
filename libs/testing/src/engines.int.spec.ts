import { Client } from 'pg';
import { freshDatabase } from './engines';

describe('a fresh database', () => {
  it('is empty, and gone when it is dropped, also with open connections', async () => {
    const database = await freshDatabase('testing');
    const client = new Client({ connectionString: database.url });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'");
    expect(rows).toEqual([]);
    await database.drop();
    await expect(client.query('SELECT 1')).rejects.toThrow();
    await expect(freshDatabase('Not A Name')).rejects.toThrow(/lower-case/);
  });
});
