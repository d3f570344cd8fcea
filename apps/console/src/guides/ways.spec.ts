import { guides } from './guides';
import { WAYS_OF, wayOf } from './ways';

const pasted = { clientId: null };
const ofClient = { clientId: 'c' };

describe('the way of a connection', () => {
  it.each([
    ['entra', '', null, 'client'],
    ['entra', 'token', ofClient, 'token'],
    ['entra', '', pasted, 'token'],
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
      for (const { name, values, clientValues } of Object.values(guides[language])) {
        expect([name, values.some(({ value }) => value === '{token}')]).toEqual([name, true]);
        const pastes = (clientValues ?? []).map(({ value }) => value);
        const wanted = WAYS_OF[name].includes('client')
          ? expect.arrayContaining(['{url}', '{endpoint}', '{clientId}', '{secret}'])
          : [];
        expect([name, pastes]).toEqual([name, wanted]);
      }
  });
});
