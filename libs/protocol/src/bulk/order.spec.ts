import fc from 'fast-check';
import { orderOf, Waiting } from './order';
import { planBulk } from './plan';
import { parseBulk, type BulkOperation } from './request';

const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
const request = (...Operations: object[]) => parseBulk({ schemas: [BULK], Operations });
const order = (...Operations: object[]) => orderOf(planBulk(request(...Operations)));
const post = (bulkId: string, data: object = {}, path = '/Users') => ({
  method: 'POST',
  path,
  bulkId,
  data,
});
const patch = (path: string, data: object = {}) => ({ method: 'PATCH', path, data });
const refers = (...bulkIds: string[]) => ({
  members: bulkIds.map((one) => ({ value: `bulkId:${one}` })),
});

describe('the order of bulk operations', () => {
  it('is that of the request', () =>
    expect(order(post('a'), patch('/Users/1'), { method: 'DELETE', path: '/Users/1' })).toEqual([
      0, 1, 2,
    ]));

  it('puts what is referred to first, and nothing else', () =>
    expect(order(post('g', refers('b'), '/Groups'), post('a'), post('b'), post('c'))).toEqual([
      1, 2, 0, 3,
    ]));

  it('keeps changes of one resource in their order', () =>
    expect(order(patch('/Groups/1', refers('a')), patch('/Groups/1'), post('a'))).toEqual([
      2, 0, 1,
    ]));

  it('knows a resource by another operation on it', () =>
    expect(
      order(
        { ...patch('/Groups/1', refers('a')), bulkId: 'p' },
        patch('/Groups/bulkId:p'),
        patch('/Groups/1'),
        post('a'),
      ),
    ).toEqual([3, 0, 1, 2]));

  it('takes the first that waits for nothing any more', () => {
    const some = fc.array(fc.array(fc.nat(11), { maxLength: 3 }), { maxLength: 12 });
    fc.assert(
      fc.property(some, (needs) => {
        const plan = planBulk(
          request(
            ...needs.map((ones, i) =>
              post(`b${i}`, refers(...ones.map((one) => `b${one % needs.length}`))),
            ),
          ),
        );
        const left = new Set(plan.keys());
        for (const i of orderOf(plan)) {
          const isFree = (one: number): boolean => {
            const step = plan[one] as (typeof plan)[number];
            return 'refused' in step || !step.needs.some((needed) => left.has(needed));
          };
          expect([...left].find(isFree)).toBe(i);
          left.delete(i);
        }
        expect(left.size).toBe(0);
      }),
    );
  });

  it('follows each name once, however many name one another in a row', () => {
    let reads = 0;
    const row = Array.from({ length: 1_000 }, (_, i) => ({
      method: 'PATCH',
      endpoint: '/Users',
      bulkId: `b${i}`,
      version: undefined,
      data: {},
      get id() {
        reads += 1;
        return i === 0 ? '1' : `bulkId:b${i - 1}`;
      },
    })) as readonly BulkOperation[];
    const plan = planBulk({ failOnErrors: undefined, operations: row });
    expect(orderOf(plan)).toEqual([...row.keys()]);
    expect(reads).toBeLessThan(10_000);
  });
});

describe('what waits in a bulk request', () => {
  const passes = (held: object, passing: object): boolean => {
    const [one, other] = request(held, passing).operations as [BulkOperation, BulkOperation];
    const waiting = new Waiting(new Map());
    waiting.add(one);
    return waiting.mayPass(other);
  };
  const named = (bulkId: string, userName: string) => post(bulkId, { UserName: userName });
  const team = (bulkId: string, displayName: string) => post(bulkId, { displayName }, '/Groups');
  const remove = { method: 'DELETE', path: '/Users/2' };
  const rename = (path: string) =>
    patch(path, { Operations: [{ op: 'replace', value: { userName: 'x', displayName: 'y' } }] });

  it.each([
    ['a change of one user by the next', patch('/Users/1'), patch('/Users/2')],
    ['a change of a user by a new one', patch('/Users/1'), named('a', 'a')],
    ['a new user by one of another name', named('a', 'a'), named('b', 'b')],
    ['a change of a group by a new user', patch('/Groups/1'), named('a', 'a')],
    ['a change of a group by a new group', patch('/Groups/1'), team('a', 'a')],
    ['a new group by a change of another', team('a', 'a'), patch('/Groups/1')],
    ['a user who gets a name by a group that does', rename('/Users/1'), rename('/Groups/1')],
  ])('is passed: %s', (_, held, passing) => expect(passes(held, passing)).toBe(true));

  it.each([
    ['a user who gets a name by a new one', rename('/Users/1'), named('a', 'a')],
    [
      'a user who is replaced by a new one',
      { ...rename('/Users/1'), method: 'PUT' },
      named('a', 'a'),
    ],
    ['a new user by one of that name', named('a', 'Zoë'), named('b', 'ZOË')],
    ['a new group by one that is renamed', team('a', 'a'), rename('/Groups/1')],
    ['a change of a group by that of another', patch('/Groups/1'), patch('/Groups/2')],
    ['anything by a deletion', patch('/Groups/1'), remove],
    ['a deletion by anything', remove, named('a', 'a')],
  ])('is not passed: %s', (_, held, passing) => expect(passes(held, passing)).toBe(false));
});

it('a name in two spellings stands for any name, and is refused in its turn', () =>
  expect(order(post('a', { userName: 'a', USERNAME: 'b' }))).toEqual([0]));
