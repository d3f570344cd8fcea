import { expectGolden } from '@rollcall/testing';
import { join } from 'node:path';
import { discovery } from './discovery';
import { ScimError } from './errors';
import { etag, ifMatchHolds, ifNoneMatchHolds } from './etag';
import { listResponseText } from './list';
import { projectResource } from './present';
import { profiles } from './profiles/profiles';
import { parseListQuery, parseProjection } from './query';

const { full, strict } = profiles;

describe('golden discovery', () => {
  it.each(['strict', 'full'] as const)('%s', (name) => {
    const documents = discovery(profiles[name], 'https://scim.example.com/scim/v2', 1_048_576);
    expectGolden(join(__dirname, '..', 'golden', `discovery.${name}.json`), documents);
  });

  it('shows exactly the four attributes of a strict tenant', () => {
    const [user, ...more] = discovery(strict, 'http://h', 1).schemas;
    expect(more).toEqual([]);
    expect((user?.['attributes'] as { name: string }[]).map(({ name }) => name).sort()).toEqual([
      'active',
      'displayName',
      'externalId',
      'userName',
    ]);
  });
});

describe('a list query', () => {
  it.each([
    [{}, { startIndex: 1, count: 100 }],
    [
      { startIndex: '0', count: '-3' },
      { startIndex: 1, count: 0 },
    ],
    [
      { startIndex: '-9', count: '5000' },
      { startIndex: 1, count: 200 },
    ],
    [
      { startIndex: '9'.repeat(20), count: '9'.repeat(400) },
      { startIndex: 999_999_999_999_999, count: 200 },
    ],
    [{ startIndex: `-${'9'.repeat(20)}` }, { startIndex: 1 }],
  ])('%j', (query, expected) => expect(parseListQuery(query, full)).toMatchObject(expected));

  it.each([
    { count: '1.5' },
    { count: 'many' },
    { startIndex: ['1', '2'] },
    { sortOrder: 'up' },
    { sortBy: 'nope' },
    { filter: 'nope pr' },
    { filter: '' },
    { filter: ' \t' },
  ])('refuses %j', (query) => expect(() => parseListQuery(query, full)).toThrow(ScimError));

  it('joins texts to a page', () => {
    expect(JSON.parse(listResponseText(7, 2, ['{"id":"1"}']))).toMatchObject({
      totalResults: 7,
      startIndex: 2,
      itemsPerPage: 1,
      Resources: [{ id: '1' }],
    });
  });
});

describe('a projection', () => {
  const jo = {
    schemas: ['s'],
    id: '1',
    userName: 'jo',
    name: { givenName: 'J', familyName: 'O' },
    emails: [{ value: 'a', type: 'work' }],
    meta: {},
  };
  const shown = (query: Record<string, string>) =>
    projectResource(full, jo, parseProjection(query, full) ?? { kind: 'without', names: [] });
  it('keeps what is requested, and what is always returned', () => {
    expect(shown({ attributes: 'USERNAME, name.familyName,emails.value' })).toEqual({
      schemas: ['s'],
      id: '1',
      userName: 'jo',
      name: { familyName: 'O' },
      emails: [{ value: 'a' }],
    });
  });
  it('leaves out what is excluded, but never the id', () => {
    expect(shown({ excludedAttributes: 'id,emails,name.givenName' })).toEqual({
      schemas: ['s'],
      id: '1',
      userName: 'jo',
      name: { familyName: 'O' },
      meta: {},
    });
  });
  it('shows no value of which nothing is left', () => {
    const nothing = { attributes: 'name.middleName,emails.display,photos.type' };
    expect(shown(nothing)).toEqual({ schemas: ['s'], id: '1' });
    expect(shown({ attributes: 'emails.display,emails.type' })['emails']).toEqual([
      { type: 'work' },
    ]);
    const excludedAttributes = 'name.givenName,name.familyName,emails.value,emails.type';
    expect(Object.keys(shown({ excludedAttributes }))).toEqual([
      'schemas',
      'id',
      'userName',
      'meta',
    ]);
  });
});

describe('conditions', () => {
  it.each([
    ['W/"3"', true],
    ['"3"', true],
    ['*', true],
    ['W/"1", W/"3"', true],
    ['W/"30"', false],
    ['', false],
  ])('If-Match %s', (header, holds) => {
    expect(ifMatchHolds(header, 3)).toBe(holds);
    expect(ifNoneMatchHolds(header, 3)).toBe(!holds);
    expect(etag(3)).toBe('W/"3"');
  });
});
