import { UNRESTRICTED, UNUSED } from '@rollcall/contracts';
import type { TokenRow, Trust } from '../../api/views';
import { ageOf, clientsOf, pastedOf, type Client } from './client-secrets';

const NOW = Date.parse('2026-11-30T12:00:00Z');
const row = (id: string, clientId: string | null, more: Partial<TokenRow> = {}): TokenRow => ({
  id,
  label: '',
  createdAt: `2026-11-0${id.length}T00:00:00Z`,
  createdBy: 'operator',
  expiresAt: '2027-11-01T00:00:00Z',
  lastUsedAt: null,
  revokedAt: null,
  status: 'live',
  clientId,
  constraints: UNRESTRICTED,
  usedNetworks: UNUSED,
  requests: 0,
  daysLeft: 300,
  rotation: null,
  ...more,
});

const trust = (id: string, clientId: string, label = ''): Trust => ({
  id,
  clientId,
  label,
  createdAt: `2026-11-0${id.length}T00:00:00Z`,
  createdBy: 'operator',
  lastUsedAt: null,
  method: 'federation',
  issuer: 'https://idp.example.com',
  jwksUri: null,
  subject: 'app',
  audiences: ['api://app'],
  authorizedParty: null,
  directoryId: null,
  keyIds: [],
  usedNetworks: UNUSED,
  constraints: UNRESTRICTED,
});

describe('OAuth clients among the tokens', () => {
  const rows = [
    row('a', null),
    row('bb', 'c1', { label: 'Entra' }),
    row('ccc', 'c1', { label: 'Entra, second' }),
    row('dddd', 'c2'),
    row('eeeee', 'c2', { status: 'revoked' }),
    row('ffffff', 'c3', { status: 'expired' }),
  ];

  it('are separate from pasted tokens', () =>
    expect(pastedOf(rows).map(({ id }) => id)).toEqual(['a']));

  it('have their live secrets, newest first, and the label of the oldest', () =>
    expect(
      clientsOf(rows, []).map(({ id, label, secrets }) => [
        id,
        label,
        secrets.map((one) => one.id),
      ]),
    ).toEqual([
      ['c2', 'c2', ['dddd']],
      ['c1', 'Entra', ['ccc', 'bb']],
    ]));

  it('are there for a trust alone, and have theirs next to the secrets', () => {
    const trusts = [trust('t', 'c1'), trust('tttttt', 'c4', 'Federated'), trust('tt', 'c4')];
    expect(
      clientsOf(rows, trusts).map(({ id, label, trusts: own }) => [
        id,
        label,
        own.map((one) => one.id),
      ]),
    ).toEqual([
      ['c4', 'Federated', ['tttttt', 'tt']],
      ['c2', 'c2', []],
      ['c1', 'Entra', ['t']],
    ]);
  });
});

describe('an older secret', () => {
  const aged = (old: string | null, fresh: string | null) => {
    const secrets = [
      row('new', 'c', { lastUsedAt: fresh }),
      row('old', 'c', { lastUsedAt: old }),
    ] as const;
    const client: Client = { id: 'c', label: '', secrets, trusts: [] };
    return [ageOf(client, secrets[0], NOW), ageOf(client, secrets[1], NOW)];
  };

  it.each([
    ['stays while the new one was not used', '2026-11-01T00:00:00Z', null, 'new-not-seen'],
    ['stays while it is used', '2026-11-30T11:00:01Z', '2026-11-30T11:59:00Z', 'old-still-used'],
    ['can go after an hour', '2026-11-30T11:00:00Z', '2026-11-30T11:59:00Z', 'safe'],
    ['can go when it was never used', null, '2026-11-30T11:59:00Z', 'safe'],
  ])('%s', (_, old, fresh, age) => expect(aged(old, fresh)).toEqual([null, age]));
});
