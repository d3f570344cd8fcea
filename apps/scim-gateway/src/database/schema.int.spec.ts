import { runMigrations, type Schema } from '@rollcall/platform';
import { freshDatabase, type FreshDatabase } from '@rollcall/testing';
import { DataSource } from 'typeorm';
import { requestLogSchema } from './request-log-schema';
import { schema } from './schema';

/** Tables that TypeORM does not compare; `request-log.entities.ts` says why. */
const LEFT_ALONE = ['requests'];

interface Index {
  readonly name: string;
  readonly condition: string | null;
}

const byName = (one: { name: string }, other: { name: string }): number =>
  one.name < other.name ? -1 : 1;

/**
 * The entities are the truth about the tables, or this fails. TypeORM knows nothing of storage
 * parameters, UNLOGGED, partitions and statistics targets: these are the migrations' alone, and
 * `places.int.spec.ts` of ../erasure looks at the targets. Of CHECK constraints and partial indexes
 * it compares the names; conditions of indexes are compared here.
 */
describe.each<[string, Schema]>([
  ['the event log', schema],
  ['the request log on its own', requestLogSchema],
])('the entities of %s', (_, of) => {
  let database: FreshDatabase;
  let source: DataSource;
  beforeAll(async () => {
    database = await freshDatabase('entities');
    await runMigrations(database.url, of);
    const { entities = [] } = of;
    source = await new DataSource({
      type: 'postgres',
      url: database.url,
      entities,
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

  it('name every index, and the rows that it is of', async () => {
    const indexes = await source.query<Index[]>(
      `SELECT c.relname AS name, pg_get_expr(i.indpred, i.indrelid) AS condition
       FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       WHERE c.relnamespace = 'public'::regnamespace AND NOT i.indisprimary`,
    );
    const said = source.entityMetadatas.flatMap(({ indices, uniques }) => [
      ...indices.map(({ name, where = null }) => ({ name, condition: where })),
      ...uniques.map(({ name }) => ({ name, condition: null })),
    ]);
    const plain = ({ name, condition }: Index): Index => ({
      name,
      condition: condition?.replaceAll('::text', '').replace(/^\(+|\)+$/g, '') ?? null,
    });
    expect(said.map(plain).sort(byName)).toEqual(indexes.map(plain).sort(byName));
  });

  it.each(LEFT_ALONE)('have the columns of %s', async (table) => {
    const columns = await source.query<
      readonly { name: string; type: string; required: boolean }[]
    >(
      `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS required
       FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped`,
      [table],
    );
    const { columns: said } = source.getMetadata(table);
    const typeOf = (type: string): string =>
      type === 'timestamptz' ? 'timestamp(3) with time zone' : type;
    expect(
      said
        .map(({ databaseName: name, type, isNullable }) => {
          return { name, type: typeOf(String(type)), required: !isNullable };
        })
        .sort(byName),
    ).toEqual([...columns].sort(byName));
  });
});
