import { UNRESTRICTED, UNUSED, type TokenView } from '@rollcall/contracts';
import { credentialOf, ofTrust } from './credential';

const token = (id: string, more: Partial<TokenView> = {}): TokenView => ({
  id,
  label: id,
  createdBy: 'link:a',
  createdAt: '2026-11-01T00:00:00Z',
  expiresAt: '2027-01-01T00:00:00Z',
  lastUsedAt: null,
  revokedAt: null,
  clientId: null,
  constraints: UNRESTRICTED,
  usedNetworks: UNUSED,
  status: 'live',
  ...more,
});
const used = (...some: readonly (readonly [string, string])[]) =>
  new Map(some.map(([id, at]) => [id, { lastAt: new Date(at) }]));
const NONE = used();

describe('the credential in use', () => {
  it('is the live token that was used last, whichever side noted it', () => {
    const tokens = [token('made'), token('other', { lastUsedAt: '2026-11-20T08:00:00Z' })];
    expect(credentialOf(tokens, NONE, 'made')?.token.id).toBe('other');
    expect(credentialOf(tokens, used(['made', '2026-11-20T08:00:01Z']), 'other')?.token.id).toBe(
      'made',
    );
  });

  it('is the one that the set-up made while none was used, else the newest', () => {
    const tokens = [token('made'), token('newer', { createdAt: '2026-11-02T00:00:00Z' })];
    expect(credentialOf(tokens, NONE, 'made')).toMatchObject({
      token: { id: 'made' },
      lastUsedAt: null,
    });
    expect(credentialOf(tokens, NONE, null)?.token.id).toBe('newer');
  });

  it('is a trust where that was used last, or where there is nothing else', () => {
    const trust = ofTrust({
      id: 'trust',
      clientId: 'c',
      label: 'Entra',
      createdAt: '2026-11-01T00:00:00Z',
      createdBy: 'operator',
      lastUsedAt: '2026-11-20T08:00:00Z',
      method: 'federation',
      issuer: 'https://login.example.com/',
      jwksUri: null,
      subject: 's',
      audiences: ['a'],
      authorizedParty: null,
      directoryId: null,
      keyIds: [],
      usedNetworks: UNUSED,
      constraints: UNRESTRICTED,
    });
    const found = { token: { id: 'trust', expiresAt: null, clientId: 'c' } };
    expect(credentialOf([trust], NONE, null)).toMatchObject(found);
    expect(credentialOf([token('made'), trust], NONE, 'made')).toMatchObject(found);
    const later = used(['made', '2026-11-20T08:00:01Z']);
    expect(credentialOf([token('made'), trust], later, null)?.token.id).toBe('made');
  });

  it('is never one that has ended, however lately it was used', () => {
    const ended = token('made', { status: 'revoked', lastUsedAt: '2026-11-29T08:00:00Z' });
    expect(credentialOf([ended, token('spare')], NONE, 'made')?.token.id).toBe('spare');
    expect(credentialOf([ended], NONE, 'made')).toBeUndefined();
    expect(credentialOf([], NONE, null)).toBeUndefined();
  });
});
