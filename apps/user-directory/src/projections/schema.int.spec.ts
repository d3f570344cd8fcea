import { runMigrations } from '@rollcall/platform';
import { freshDatabase, type FreshDatabase } from '@rollcall/testing';
import { DataSource } from 'typeorm';
import { schema } from './schema';

/** The entities are the truth about the tables, or this fails. */
describe('the entities of the directory', () => {
  let database: FreshDatabase;
  let source: DataSource;
  beforeAll(async () => {
    database = await freshDatabase('entities');
    await runMigrations(database.url, schema);
    source = await new DataSource({
      ...{ type: 'postgres', url: database.url, entities: schema.entities },
    } as const).initialize();
  });
  afterAll(async () => {
    await source?.destroy();
    await database?.drop();
  });

  it('leave TypeORM nothing to change in the migrated database', async () => {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('describe every table but TypeORM’s own list of migrations', async () => {
    const tables = await source.query<readonly { name: string }[]>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'`,
    );
    expect(source.entityMetadatas.map(({ tableName }) => tableName).sort()).toEqual(
      tables.map(({ name }) => name).sort(),
    );
  });
});
