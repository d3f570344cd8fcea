import { subject, tenantId, type CredentialEvent, type ReadEvent } from '@rollcall/contracts';
import { mergeFacts } from './credential-facts';

const event = (fact: CredentialEvent, streamVersion: number): ReadEvent => ({
  ...fact,
  tenantId: tenantId('acme'),
  position: 0,
  subject: subject('tokens', 't1'),
  streamVersion,
  version: 1,
  actor: 'operator',
  correlationId: 'c',
  time: '2026-01-01T00:00:00.000Z',
  epoch: 'e',
  known: true,
});

const issued = event(
  {
    type: 'TokenIssued',
    data: {
      tokenId: 't1',
      label: 'okta',
      digest: 'd',
      digestKey: 'k',
      createdBy: 'operator',
      createdAt: '2026-01-01T00:00:00.000Z',
      expiresAt: '2026-02-01T00:00:00.000Z',
    },
  },
  1,
);
const revoked = event(
  { type: 'TokenRevoked', data: { tokenId: 't1', revokedAt: '2026-01-02T00:00:00.000Z' } },
  2,
);
const expired = event(
  { type: 'TokenExpired', data: { tokenId: 't1', expiredAt: '2026-02-01T00:00:00.000Z' } },
  3,
);

describe('facts of one token', () => {
  it('give the same record in every order, and when repeated', () => {
    const expected = mergeFacts([issued, revoked, expired]);
    expect(expected).toHaveLength(1);
    expect(expected[0]).toMatchObject({
      version: '3',
      fields: {
        tenant: 'acme',
        digest: 'd',
        revokedAt: '1767312000000',
        expiredAt: '1769904000000',
      },
    });
    for (const order of [
      [expired, revoked, issued],
      [revoked, issued, expired],
      [issued, issued, expired, revoked, revoked],
    ])
      expect(mergeFacts(order)).toEqual(expected);
  });

  it('are passed over when their type is not known', () => {
    const painted = { ...issued, type: 'TokenPainted', known: false } as unknown as ReadEvent;
    expect(mergeFacts([painted])).toEqual([]);
  });
});
