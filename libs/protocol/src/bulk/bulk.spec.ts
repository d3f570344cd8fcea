import { ScimError } from '../errors';
import { LIMITS } from '../limits';
import { parseSearch, SEARCH_URN } from '../search';
import { planBulk } from './plan';
import { referencesOf, resolved } from './references';
import { BULK_REQUEST_URN, parseBulk, type BulkOperation } from './request';

const post = (bulkId: string, data: object = {}, more: object = {}) => ({
  method: 'POST',
  bulkId,
  path: '/Groups',
  data,
  ...more,
});
const bulkOf = (body: object) => parseBulk({ schemas: [BULK_REQUEST_URN], ...body });
const plan = (...Operations: object[]) => planBulk(bulkOf({ Operations }));
const statuses = (...operations: object[]) =>
  plan(...operations).map((step) => ('refused' in step ? step.refused.status : undefined));
const refusalOf = (ask: () => unknown): ScimError => {
  try {
    ask();
  } catch (error) {
    if (error instanceof ScimError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('a bulk request', () => {
  it.each<[string, object, number, string | undefined]>([
    ['another message', { schemas: ['urn:x'], Operations: [] }, 400, 'invalidSyntax'],
    ['no name', { schemas: undefined, Operations: [] }, 400, 'invalidSyntax'],
    ['no operations', {}, 400, 'invalidSyntax'],
    ['an operation that is none', { Operations: ['x'] }, 400, 'invalidSyntax'],
    ['a method that is a number', { Operations: [{ method: 1 }] }, 400, 'invalidSyntax'],
    ['failOnErrors 0', { failOnErrors: 0, Operations: [] }, 400, 'invalidValue'],
    ['failOnErrors as text', { failOnErrors: '1', Operations: [] }, 400, 'invalidValue'],
    ['a bulkId for two', { Operations: [post('a'), post('a')] }, 400, 'invalidValue'],
    [
      'too many',
      { Operations: Array.from({ length: LIMITS.bulkOperations + 1 }, (_, i) => post(`${i}`)) },
      413,
      undefined,
    ],
  ])('with %s is refused as a whole', (_, body, status, scimType) =>
    expect(refusalOf(() => bulkOf(body))).toMatchObject({ status, scimType }),
  );

  it('that is a list is refused', () =>
    expect(refusalOf(() => parseBulk([]))).toMatchObject({ scimType: 'invalidSyntax' }));

  it('reads the operations of a PATCH alone, as RFC 7644 §3.7.3 writes them, as its body', () => {
    const Operations = [{ op: 'remove', path: 'nickName' }];
    const patch = { method: 'PATCH', path: '/Users/1', data: Operations };
    const [read] = bulkOf({ Operations: [patch] }).operations;
    expect(read).toMatchObject({ method: 'PATCH', data: { Operations } });
  });

  it.each<[string, object]>([
    ['a GET', { method: 'GET', path: '/Users/1' }],
    ['a POST without a bulkId', { method: 'POST', path: '/Users', data: {} }],
    ['a POST to a resource', post('a', {}, { path: '/Users/1' })],
    ['a PUT of an endpoint', { method: 'PUT', path: '/Users', data: {} }],
    ['a path with a query', { method: 'DELETE', path: '/Users/1?x=y' }],
    ['no path', { method: 'DELETE' }],
    ['a PATCH without data', { method: 'PATCH', path: '/Users/1' }],
    ['data that is a list', post('a', [])],
  ])('tries the others when one is %s', (_, operation) =>
    expect(statuses(operation, post('fine'))).toEqual([400, undefined]),
  );

  it('reads names in any case, and methods too', () =>
    expect(bulkOf({ operations: [{ Method: 'delete', Path: '/Users/7' }] })).toMatchObject({
      operations: [{ method: 'DELETE', endpoint: '/Users', id: '7' }],
    }));
});

describe('references', () => {
  const operation = (data: unknown, id = 'bulkId:g') =>
    ({
      method: 'PATCH',
      endpoint: '/Groups',
      id,
      bulkId: undefined,
      version: undefined,
      data,
    }) as BulkOperation;
  const data = {
    Operations: [
      { op: 'add', path: 'members', value: [{ value: 'bulkId:a' }, { value: 'b' }] },
      { op: 'remove', path: 'members[value eq "bulkId:c" or value eq "bulkId:a"]' },
      { op: 'replace', path: 'displayName', value: 'about "bulkId:x"' },
    ],
  };

  it('stand in the path, in values, and in filters of PATCH paths', () =>
    expect([...referencesOf(operation(data))].sort()).toEqual(['a', 'c', 'g']));

  it('are replaced by ids, in a copy of the data', () => {
    const before = structuredClone(data);
    const after = resolved(operation(data), (bulkId) => `id-${bulkId}`);
    expect(after.id).toBe('id-g');
    expect(JSON.stringify(after.data)).toBe(
      JSON.stringify(data).replaceAll(/bulkId:([acg])/g, 'id-$1'),
    );
    expect(data).toEqual(before);
  });
});

describe('a plan', () => {
  const refers = (...bulkIds: string[]) => ({
    members: bulkIds.map((bulkId) => ({ value: `bulkId:${bulkId}` })),
  });

  it('waits for what an operation refers to, before or behind it', () =>
    expect(plan(post('a', refers('b', 'c')), post('b'), post('c', refers('b')))).toMatchObject([
      { needs: [1, 2] },
      { needs: [] },
      { needs: [1] },
    ]));

  it('keeps the order of what changes one resource', () =>
    expect(
      plan(
        { method: 'PATCH', path: '/Users/7', data: {} },
        { method: 'PATCH', path: '/Groups/7', data: {} },
        { method: 'DELETE', path: '/Users/7' },
        post('a'),
        { method: 'DELETE', path: '/Groups/bulkId:a' },
      ),
    ).toMatchObject([
      { follows: undefined },
      { follows: undefined },
      { follows: 0 },
      {},
      { follows: 3 },
    ]));

  it('makes a resource before what changes it, wherever that stands', () =>
    expect(
      plan({ method: 'PATCH', path: '/Groups/bulkId:a', data: {} }, post('a'), {
        method: 'PUT',
        path: '/Groups/bulkId:a',
        data: {},
      }),
    ).toMatchObject([
      { needs: [1], follows: undefined },
      { needs: [], follows: undefined },
      { needs: [1], follows: 0 },
    ]));

  it('refuses a reference to nothing, and to what is deleted', () =>
    expect(
      statuses(
        post('a', refers('nobody')),
        { method: 'DELETE', path: '/Users/1', bulkId: 'd' },
        post('b', refers('d')),
      ),
    ).toEqual([400, undefined, 400]));

  it('refuses a circle, and tries what only leads to it', () => {
    expect(statuses(post('a', refers('a')))).toEqual([409]);
    expect(
      statuses(
        post('first'),
        post('a', refers('b', 'first')),
        post('b', refers('c')),
        post('c', refers('a')),
        post('outside', refers('a')),
      ),
    ).toEqual([undefined, 409, 409, 409, undefined]);
  });

  it('sees a circle through the order of one resource', () =>
    expect(
      statuses(
        { method: 'PATCH', path: '/Groups/7', data: refers('b') },
        { method: 'PATCH', path: '/Groups/7', bulkId: 'p', data: {} },
        post('b', refers('p')),
      ),
    ).toEqual([409, 409, 409]));

  it('is made of a thousand operations that each refer to many before it', () => {
    const operations = Array.from({ length: 1_000 }, (_, i) =>
      post(`${i}`, refers(...Array.from({ length: Math.min(i, 90) }, (__, j) => `${i - j - 1}`))),
    );
    expect(plan(...operations).every((step) => !('refused' in step))).toBe(true);
  });
});

describe('a search request', () => {
  it('says what a query would', () =>
    expect(
      parseSearch({
        schemas: [SEARCH_URN],
        attributes: ['userName', 'name.givenName'],
        Filter: 'userName pr',
        startIndex: 2,
        count: null,
        cursor: '',
      }),
    ).toEqual({
      attributes: 'userName,name.givenName',
      filter: 'userName pr',
      startIndex: '2',
      cursor: '',
    }));

  it('that is a list is refused', () =>
    expect(refusalOf(() => parseSearch([]))).toMatchObject({ scimType: 'invalidSyntax' }));

  it.each([
    [{ schemas: undefined }, 'invalidSyntax'],
    [{ schemas: ['urn:x'] }, 'invalidSyntax'],
    [{ schemas: [SEARCH_URN, 7] }, 'invalidSyntax'],
    [{ filters: 'x' }, 'invalidSyntax'],
    [{ filter: 'title pr', FILTER: 'userName pr' }, 'invalidSyntax'],
    [{ filter: 7 }, 'invalidValue'],
    [{ attributes: 'userName' }, 'invalidValue'],
    [{ attributes: [1] }, 'invalidValue'],
    [{ sortBy: {} }, 'invalidValue'],
  ])('%j is refused', (body, scimType) =>
    expect(refusalOf(() => parseSearch({ schemas: [SEARCH_URN], ...body }))).toMatchObject({
      status: 400,
      scimType,
    }),
  );
});
