import { EMPTY_TRUST, isGoodTrust, trustRequestOf, wrongOf } from './trust-draft';

const entra = {
  ...EMPTY_TRUST,
  directoryId: ' 2f9f-directory ',
  subject: 'object',
  audiences: 'api://one, api://two',
};

describe('what is typed of a trust', () => {
  it('of Entra names the issuer by the directory, which is compared as well', () => {
    expect(isGoodTrust(entra, 'entra')).toBe(true);
    expect(trustRequestOf(entra, 'entra')).toEqual({
      method: 'federation',
      issuer: 'https://login.microsoftonline.com/2f9f-directory/v2.0',
      subject: 'object',
      audiences: ['api://one', 'api://two'],
      directoryId: '2f9f-directory',
    });
    const china = { ...entra, issuer: 'https://login.partner.example/2f9f/v2.0' };
    expect(trustRequestOf(china, 'entra').issuer).toBe(china.issuer);
  });

  it('of another provider needs its issuer', () => {
    expect(isGoodTrust(entra, 'other')).toBe(false);
    const other = { ...entra, directoryId: '', issuer: 'https://idp.example.com' };
    expect(isGoodTrust(other, 'other')).toBe(true);
    const more = { ...other, jwksUri: 'https://idp.example.com/keys', authorizedParty: 'app' };
    expect(trustRequestOf(more, 'other')).toEqual({
      method: 'federation',
      issuer: 'https://idp.example.com',
      subject: 'object',
      audiences: ['api://one', 'api://two'],
      jwksUri: 'https://idp.example.com/keys',
      authorizedParty: 'app',
    });
  });

  it.each([
    ['issuer', 'idp.example.com', 'address'],
    ['jwksUri', 'javascript:alert(1)', 'address'],
    ['jwksUri', 'https://idp.example.com/keys', undefined],
    ['subject', 'two words', 'characters'],
    ['subject', 'x'.repeat(501), 'characters'],
    ['subject', 'é', 'characters'],
    ['audiences', 'a b\nc,d', undefined],
    ['audiences', Array(11).fill('a').join(), 'many'],
    ['directoryId', '  ', undefined],
  ] as const)('%s %j is wrong: %s', (field, text, wrong) => {
    expect(wrongOf(field, text)).toBe(wrong);
    const draft = { ...entra, issuer: 'https://idp.example.com', [field]: text };
    expect(isGoodTrust(draft, 'other')).toBe(wrong === undefined);
  });
});
