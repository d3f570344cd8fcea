import { fromMessage, toMessage } from '@rollcall/contracts';
import { mergeFacts } from './credential-facts';
import { eventOf } from './outbox';
import { entriesOf } from './stored-credentials';
import { lossOf } from './topic-ends';

const topic = (...highs: readonly number[]) =>
  highs.map((high, partition) => ({ partition, low: '0', high: String(high) }));
const known = (...ends: readonly number[]) => ({
  counted: new Map(ends.map((end, partition) => [partition, BigInt(end)])),
  known: true,
  published: true,
});
const fresh = { counted: new Map<number, bigint>(), known: false, published: false };
const upgraded = { ...fresh, published: true };

describe('what the credentials topic lacks', () => {
  it.each([
    ['a new installation before its topic', fresh, undefined],
    ['a new installation', fresh, topic(0, 0)],
    ['a store of an earlier release', upgraded, topic(0, 4)],
    ['a topic that is as long as it was', known(3, 0), topic(3, 0)],
    ['a topic that is longer: the acknowledgement was late', known(3, 0), topic(5, 1)],
  ])('nothing: %s', (_, ends, offsets) => expect(lossOf(ends, offsets)).toBeUndefined());

  it.each([
    ['it was deleted', known(3), undefined, 'it does not exist any more'],
    ['it was created again', known(0, 3), topic(0, 0), 'partition 1 had reached offset 3'],
    ['it was cut at its end', known(3), topic(2), 'ends at 2'],
    ['it has fewer partitions', known(3, 3), topic(3), 'partition 1 had reached offset 3'],
    ['it is empty behind an upgrade', upgraded, topic(0, 0), 'it is empty'],
    [
      'it was cut at its beginning',
      known(3),
      [{ partition: 0, low: '2', high: '3' }],
      'begins at offset 2',
    ],
  ])('%s', (_, ends, offsets, says) => expect(lossOf(ends, offsets)).toContain(says));
});

describe('the events of a stored token', () => {
  const record = {
    tenant: 'acme',
    label: 'okta',
    digest: 'd',
    digestKey: 'k',
    createdBy: 'operator',
    createdAt: '1767225600000',
    expiresAt: '1769904000000',
    version: '3',
  };

  it('are its issue, its warnings and its end, each with a version of its own', () => {
    const ended = { ...record, warned7: '1769299200000', revokedAt: '1769400000000' };
    expect(
      entriesOf('t1', ended, 'e')
        .map(eventOf)
        .map(({ type, streamVersion }) => [type, streamVersion]),
    ).toEqual([
      ['TokenIssued', 1],
      ['TokenExpiring', 2],
      ['TokenRevoked', 3],
    ]);
  });

  it('merge to that record again', () => {
    const fields = { client: 'c', constraints: '{"readOnly":true}', warned7: '1769299200000' };
    const whole = { ...record, ...fields, expiredAt: '1769904000000' };
    const events = entriesOf('t1', whole, 'e').map(eventOf);
    const read = events.map((one) => fromMessage(toMessage(one)));
    const { version, ...rest } = whole;
    expect(mergeFacts(read)).toEqual([{ id: 't1', version, fields: rest }]);
  });

  it('of a trust merge to its record again', () => {
    const trust = JSON.stringify({ method: 'private_key_jwt', jwksUri: 'https://c.example.com' });
    const ofTrust = { digest: '', client: 'c', expiresAt: '253402214400000', trust };
    const events = entriesOf('t1', { ...record, ...ofTrust }, 'e').map(eventOf);
    expect(events.map(({ type }) => type)).toEqual(['TrustAdded']);
    const [merged] = mergeFacts(events.map((one) => fromMessage(toMessage(one))));
    const { tenant, label, createdBy, createdAt } = record;
    const fields = { tenant, label, createdBy, createdAt, ...ofTrust };
    expect(merged).toMatchObject({ id: 't1', fields });
  });

  it('of networks merge to the same times again, in any order', () => {
    const networks = { '203.0.113.0/24': '1769299200000', '2001:db8::/64': '1769299300000' };
    const events = entriesOf('t1', { ...record, client: 'c' }, 'e', networks).map(eventOf);
    expect(events.slice(1).map(({ data }) => data)).toEqual(
      Object.keys(networks).map((network) => ({
        tokenId: 't1',
        kind: 'client_secret',
        network,
        clientId: 'c',
      })),
    );
    const read = events.map((one) => fromMessage(toMessage(one)));
    for (const order of [read, [...read].reverse(), [...read, ...read]])
      expect(mergeFacts(order)[0]).toMatchObject({ id: 't1', networks });
  });

  it('are none for a record without an issue', () =>
    expect(entriesOf('t1', { tenant: 'acme', revokedAt: '1' }, 'e')).toEqual([]));
});
