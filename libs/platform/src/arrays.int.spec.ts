import { freshDatabase, type FreshDatabase } from '@rollcall/testing';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { bigints, ints, texts } from './arrays';
import { createPool } from './database';

describe('an array on the wire', () => {
  let database: FreshDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await freshDatabase('arrays');
    pool = createPool({ url: database.url, name: 'spec', max: 1, onError: () => undefined });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });
  const readBack = async (type: string, given: Buffer): Promise<unknown> =>
    (await pool.query(`SELECT to_json($1::${type}[]) AS back`, [given])).rows[0].back;

  // Postgres takes neither NUL nor half a surrogate pair; what would hold them is refused before.
  const text = fc.string({ unit: 'grapheme', maxLength: 90 }).filter((one) => !one.includes('\0'));

  it('holds the texts that were put in, of any length and language, and nulls', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(text), { maxLength: 40 }), async (given) => {
        expect(await readBack('text', texts(given))).toEqual(given);
      }),
    );
  });

  it('holds what the text format must escape', async () => {
    const given = ['', 'NULL', '{}', '"', '\\', 'a,b', ' a ', '{"a":"\\"b\\\\"}', null];
    expect(await readBack('text', texts(given))).toEqual(given);
  });

  it('holds more than it had room for', async () => {
    const given = ['é'.repeat(200_000), 'x'.repeat(300_000), 'after'];
    expect(await readBack('text', texts(given))).toEqual(given);
  });

  it('holds whole numbers to the ends of their types', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer()), async (given) => {
        expect(await readBack('int', ints(given))).toEqual(given);
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.maxSafeInteger()), async (given) => {
        expect(await readBack('bigint', bigints(given))).toEqual(given.map((one) => one + 0));
      }),
    );
  });

  it('throws for a number that the type does not hold', () => {
    expect(() => ints([2 ** 31])).toThrow(/out of range/);
  });
});
