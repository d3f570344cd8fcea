import { parseBulk, planBulk, ScimError, type BulkOperation } from '@rollcall/protocol';
import type { Reading } from '../../event-log/resources/resources';
import { BulkRun } from './bulk-run';

const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';

/** Runs the operations; those of `fails` are refused with a status, the others are done a turn later. */
const run = async (
  Operations: readonly object[],
  fails: Readonly<Record<string, number>> = {},
  failOnErrors?: number,
) => {
  const begun: string[] = [];
  const perform = async ({ bulkId = '' }: BulkOperation): Promise<Reading> => {
    begun.push(bulkId);
    await new Promise(setImmediate);
    const status = fails[bulkId];
    if (status !== undefined) throw new ScimError(status, 'refused');
    return { subject: `users/${bulkId}`, version: 1, rendered: '' } as Reading;
  };
  const plan = planBulk(parseBulk({ schemas: [BULK], Operations }));
  const bulk = new BulkRun(plan, perform, (one) => one as ScimError, '', failOnErrors);
  const results = await bulk.run();
  return { begun, statuses: results.map(({ bulkId, status }) => `${bulkId} ${status}`) };
};

const post = (bulkId: string, userName = bulkId) => ({
  method: 'POST',
  path: '/Users',
  bulkId,
  data: { userName },
});
const rename = (bulkId: string, of: string) => ({
  method: 'PATCH',
  path: `/Users/bulkId:${of}`,
  bulkId,
  data: { Operations: [{ op: 'replace', path: 'userName', value: 'other' }] },
});
const retitle = (bulkId: string, of: string) => ({
  method: 'PATCH',
  path: `/Users/bulkId:${of}`,
  bulkId,
  data: { Operations: [] },
});

describe('a run of bulk operations', () => {
  it('begins what waits for nothing at once, in the order of the request', async () =>
    expect((await run([post('a'), retitle('p', 'a'), post('b'), retitle('q', 'b')])).begun).toEqual(
      ['a', 'b', 'p', 'q'],
    ));

  it('starts no operation that takes a name before the one that may free it', async () =>
    expect((await run([post('a', 'x'), rename('p', 'a'), post('b', 'x')])).begun).toEqual([
      'a',
      'p',
      'b',
    ]));

  it('answers what waited for a fault of ours as that: it may be sent again', async () =>
    expect((await run([post('a'), retitle('p', 'a'), post('b')], { a: 503 })).statuses).toEqual([
      'a 503',
      'p 503',
      'b 201',
    ]));

  it('answers what waited for a refusal as refused', async () =>
    expect((await run([post('a'), retitle('p', 'a')], { a: 409 })).statuses).toEqual([
      'a 409',
      'p 400',
    ]));

  it('passes nothing when errors may end it', async () => {
    const { begun, statuses } = await run(
      [post('a'), retitle('p', 'a'), post('b'), post('c')],
      { p: 409 },
      1,
    );
    expect([begun, statuses]).toEqual([
      ['a', 'p'],
      ['a 201', 'p 409'],
    ]);
  });
});
