import { runMigrations } from '@rollcall/platform';
import { freshDatabase, type FreshDatabase } from '@rollcall/testing';
import { DataSource } from 'typeorm';
import { schema } from './schema';

/** TypeORM has no word for an index on an expression: these are the migrations' alone. */
const ON_EXPRESSIONS = ['groups_name'];

/** The entities are the truth about the tables, or this fails. */
describe('the entities of the directory', () => {
  let database: FreshDatabase;
  let source: DataSource;
  beforeAll(async () => {
    database = await freshDatabase('entities');
    await runMigrations(database.url, schema);
    source = await new DataSource({
      type: 'postgres',
      url: database.url,
      entities: schema.entities,
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

  it('name every index, and the rows that it is of', async () => {
    // TypeORM does not compare the condition of a partial index.
    const indexes = await source.query<readonly { name: string; condition: string | null }[]>(
      `SELECT c.relname AS name, trim(pg_get_expr(i.indpred, i.indrelid), '()') AS condition
       FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       WHERE c.relnamespace = 'public'::regnamespace AND NOT i.indisprimary ORDER BY 1`,
    );
    const said = source.entityMetadatas.flatMap(({ indices }) =>
      indices.map(({ name, where = null }) => ({ name, condition: where })),
    );
    expect(said.sort((one, other) => (one.name < other.name ? -1 : 1))).toEqual(indexes);
    expect(indexes.map(({ name }) => name)).toEqual(expect.arrayContaining(ON_EXPRESSIONS));
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
