import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { breaks } from './compatibility.fixture';
import type { DataSchema } from './payload-schema';

const folder = join(__dirname, '..');
const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
/** The schemas of the last release, whose commit is in `tools/upgrade-test.json`. */
const released = read('released.json') as Readonly<Record<string, DataSchema>>;
const names = Object.keys(released);

describe('the schemas of the last release', () => {
  const present = new Set(readdirSync(join(folder, 'schemas')));

  it('are there', () => expect(names.length).toBeGreaterThan(30));

  it('have lost no type and no version', () =>
    expect(names.filter((name) => !present.has(`${name}.json`))).toEqual([]));

  it.each(names)('fit those of today: %s', (name) =>
    expect(
      breaks(released[name] as DataSchema, read(`schemas/${name}.json`) as DataSchema),
    ).toEqual([]),
  );
});

describe('a change of a schema', () => {
  const former: DataSchema = {
    type: 'object',
    properties: {
      id: { type: 'string' },
      role: { enum: ['admin', 'reader'] },
      until: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      members: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } } } },
      rate: { type: ['integer', 'null'], minimum: 1 },
      note: { type: 'string' },
    },
    required: ['id'],
  };
  type Properties = Readonly<Record<string, DataSchema>>;
  const properties = former['properties'] as Properties;
  const having = (change: Properties, more: object = {}): DataSchema => ({
    ...former,
    properties: { ...properties, ...change },
    ...more,
  });
  const without = Object.fromEntries(
    Object.entries(properties).filter(([name]) => name !== 'note'),
  );

  it.each<[string, DataSchema, string]>([
    ['a removed field', { ...former, properties: without }, '/note is gone'],
    ['another type', having({ id: { type: 'number' } }), '/id: the type is narrower'],
    [
      'one type fewer',
      having({ rate: { type: 'integer', minimum: 1 } }),
      '/rate: the type is narrower',
    ],
    [
      'a type where there was none',
      having({ role: { type: 'string', enum: ['admin', 'reader'] } }),
      '/role: the type is narrower',
    ],
    ['a removed value', having({ role: { enum: ['admin'] } }), '/role: a value is gone'],
    [
      'values where all were taken',
      having({ note: { type: 'string', enum: ['a'] } }),
      '/note: a value is gone',
    ],
    ['a limit', having({ note: { type: 'string', minLength: 1 } }), '/note: minLength is narrower'],
    [
      'a narrower limit',
      having({ rate: { type: ['integer', 'null'], minimum: 2 } }),
      '/rate: minimum is narrower',
    ],
    [
      'a format',
      having({ note: { type: 'string', format: 'date-time' } }),
      '/note: format is narrower',
    ],
    [
      'no more fields',
      { ...former, additionalProperties: false },
      'the data: additionalProperties is narrower',
    ],
    [
      'a removed alternative',
      having({ until: { anyOf: [{ type: 'string' }] } }),
      '/until: an alternative is gone',
    ],
    [
      'a narrower item',
      having({ members: { type: 'array', items: { type: 'object' } } }),
      '/members/items/id is gone',
    ],
    [
      'a new required field',
      having({ since: { type: 'string' } }, { required: ['id', 'since'] }),
      '/since is now required',
    ],
    [
      'a field that becomes required',
      { ...former, required: ['id', 'note'] },
      '/note is now required',
    ],
    ['a field that may be absent', { ...former, required: [] }, '/id may now be absent'],
  ])('that is %s is refused', (_, present, reason) =>
    expect(breaks(former, present)).toEqual([reason]),
  );

  it.each<[string, DataSchema]>([
    ['nothing', former],
    ['a new optional field', having({ since: { type: 'string', format: 'date-time' } })],
    ['a wider limit', having({ rate: { type: ['integer', 'null'], minimum: 0 } })],
    ['a new value', having({ role: { enum: ['admin', 'reader', 'owner'] } })],
    ['a description', having({ note: { type: 'string', description: 'words' } })],
  ])('that is %s is taken', (_, present) => expect(breaks(former, present)).toEqual([]));
});
