// Placed next to the schema of the previous release: its tests prove nothing unless the schema under them is
// the new one, with nothing left for the former migrations to do.
import { assertMigrated, runMigrations } from '@rollcall/platform';
import { freshDatabase, type FreshDatabase } from '@rollcall/testing';
import { schema } from './schema';

describe('the former release on the new schema', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase('former');
  });
  afterAll(() => database.drop());

  it('boots, and has nothing to migrate', async () => {
    await assertMigrated(database.url, schema);
    expect(await runMigrations(database.url, schema)).toEqual([]);
  });
});
