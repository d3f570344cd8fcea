import { clientDigest, clientEntry, ClientKeys, clientKeysOf, type ClientKey } from './client-keys';
import { loadConfig } from './config';

class Config {
  @ClientKeys() CLIENT_KEYS: string[] = [];
}

const load = (CLIENT_KEYS?: string) =>
  clientKeysOf(loadConfig(Config, { CLIENT_KEYS }).CLIENT_KEYS);
const digest = clientDigest('a key');
const billing: ClientKey = { name: 'billing', digest, scopes: ['logins:read'], tenants: ['acme'] };
const portal: ClientKey = {
  name: 'portal',
  digest: clientDigest('another key'),
  scopes: ['logins:read', 'directory:read'],
};

describe('client keys', () => {
  it('are read as they are printed, with commas or line breaks between', () => {
    expect(load()).toEqual([]);
    expect(load(clientEntry(billing))).toEqual([billing]);
    for (const between of [',', ', ', '\n', ',\n'])
      expect(load([billing, portal].map(clientEntry).join(between))).toEqual([billing, portal]);
  });

  it('may have one name twice: a key and its successor', () =>
    expect(
      load(`${clientEntry(billing)},${clientEntry({ ...portal, name: 'billing' })}`),
    ).toHaveLength(2));

  it.each([
    ['a-key-in-the-clear', 'entry 1 of CLIENT_KEYS: must be name:sha256-hex'],
    ['billing:a-key-in-the-clear:logins:read', 'SHA-256'],
    [`bill ing:${digest}:logins:read`, 'name'],
    [`billing:${digest.toUpperCase()}:logins:read`, 'lower-case'],
    [`billing:${digest}:`, 'scopes of logins:read, directory:read'],
    [`billing:${digest}:logins:write`, 'scopes'],
    [`billing:${digest}:logins:read:`, 'tenants'],
    [`billing:${digest}:logins:read:acme+`, 'tenants'],
    [`billing:${digest}:logins:read:acme:b`, 'tenants'],
    [`billing:${digest}:logins:read,b:${digest}:logins:read`, 'entry 2 of CLIENT_KEYS: its digest'],
  ])('%s are refused', (text, why) => {
    expect(() => load(text)).toThrow(why);
    expect(() => load(text)).not.toThrow('a-key-in-the-clear');
  });

  it('are refused with every problem at once', () => {
    const text = `bad name:x:logins:read,billing:${digest}:nothing:read`;
    for (const why of ['entry 1 of CLIENT_KEYS: its name', 'entry 1 of CLIENT_KEYS: its digest'])
      expect(() => load(text)).toThrow(why);
    expect(() => load(text)).toThrow('entry 2 of CLIENT_KEYS: its scopes');
  });
});
