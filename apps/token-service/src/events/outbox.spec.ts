import { fromMessage, toMessage } from '@rollcall/contracts';
import { eventOf, isPublished, type StreamEntry } from './outbox';

const entry = (fields: Record<string, string>): StreamEntry => [
  '1-0',
  Object.entries({
    tenant: 'acme',
    token: 't1',
    version: '2',
    actor: 'operator',
    correlation: 'c1',
    time: '1767312000000',
    epoch: 'e1',
    ...fields,
  }).flat(),
];

describe('an outbox entry', () => {
  it('becomes an event of the token stream that readers understand', () => {
    const event = eventOf(entry({ type: 'TokenRevoked' }));
    const read = fromMessage(toMessage(event));
    expect(read).toMatchObject({
      type: 'TokenRevoked',
      known: true,
      subject: 'tokens/t1',
      streamVersion: 2,
      data: { tokenId: 't1', revokedAt: '2026-01-02T00:00:00.000Z' },
    });
    expect(toMessage(event).headers['ce_id']).toBe('tokens/t1/2');
  });

  it('of a type that this version cannot publish stops the relay', () =>
    expect(() => eventOf(entry({ type: 'TokenPainted' }))).toThrow('TokenPainted'));
});

describe('what is published', () => {
  it.each([
    [null, '5-0', false],
    ['4-9', '5-0', false],
    ['5-0', '5-0', true],
    ['5-1', '5-2', false],
    ['10-0', '9-7', true],
  ])('up to %s covers %s: %s', (last, id, covered) => expect(isPublished(last, id)).toBe(covered));
});
