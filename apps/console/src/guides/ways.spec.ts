import { guides } from './guides';
import { WAYS_OF, wayOf } from './ways';

const expiresAt = '2027-05-01T00:00:00.000Z';
const pasted = { clientId: null, expiresAt };
const ofClient = { clientId: 'c', expiresAt };
const ofTrust = { clientId: 'c', expiresAt: null };

describe('the way of a connection', () => {
  it.each([
    ['entra', '', null, 'client'],
    ['entra', 'token', ofClient, 'token'],
    ['entra', '', pasted, 'token'],
    ['entra', '', ofTrust, 'federation'],
    ['entra', 'federation', pasted, 'federation'],
    ['pingone', 'federation', ofTrust, 'client'],
    ['okta', 'client', ofClient, 'token'],
    ['okta', '', null, 'token'],
    ['other', '', ofClient, 'client'],
    [null, '', null, 'token'],
    [null, '', ofClient, 'client'],
    ['entra', '__proto__', undefined, 'client'],
  ] as const)('at %s, chosen %j, in use %j: %s', (provider, chosen, credential, way) =>
    expect(wayOf(provider, chosen, credential)).toBe(way),
  );

  it('has values to paste in the guide of each provider that supports it, and in no other', () => {
    for (const language of ['en', 'fr'] as const)
      for (const { name, values, clientValues, trustValues } of Object.values(guides[language])) {
        expect([name, values.some(({ value }) => value === '{token}')]).toEqual([name, true]);
        const pastes = (clientValues ?? []).map(({ value }) => value);
        const wanted = WAYS_OF[name].includes('client')
          ? expect.arrayContaining(['{url}', '{endpoint}', '{clientId}', '{secret}'])
          : [];
        expect([name, pastes]).toEqual([name, wanted]);
        const signed = (trustValues ?? []).map(({ value }) => value);
        const wantedSigned = WAYS_OF[name].includes('federation')
          ? expect.arrayContaining(['{url}', '{endpoint}', '{clientId}'])
          : [];
        expect([name, signed]).toEqual([name, wantedSigned]);
        expect(signed).not.toContain('{secret}');
      }
  });
});
