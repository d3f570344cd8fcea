import { ScimError } from './errors';
import { full } from './profiles/full';
import { strict } from './profiles/strict';
import type { Profile } from './profiles/profile';
import { applyQuirks } from './quirks/index';
import { closeRendering, renderResource } from './render';
import { parseUser } from './validate';
import type { Attributes } from './value';

const jo = { userName: 'jo@example.com', displayName: 'Jo' };
const read = (profile: Profile, body: object): Attributes =>
  parseUser(profile, applyQuirks({ method: 'POST', path: '/Users', body }).body);
const refusal = (profile: Profile, body: object): string => {
  try {
    read(profile, body);
  } catch (error) {
    if (error instanceof ScimError) return `${error.status} ${error.scimType}: ${error.detail}`;
    throw error;
  }
  return 'accepted';
};

it('has no quirk for a schema that is named as JavaScript names something', () => {
  const body = { schemas: ['constructor'], ...jo };
  expect(applyQuirks({ method: 'POST', path: '/Users', body })).toEqual({ body, applied: [] });
});

describe('a strict tenant', () => {
  it('ignores read-only and empty attributes, and drops a password', () => {
    const sent = {
      ...jo,
      schemas: [
        'urn:ietf:params:scim:schemas:core:2.0:User',
        'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
      ],
      id: '1',
      meta: { resourceType: 'User' },
      groups: [{ value: '1' }],
      roles: [],
      title: '',
      addresses: null,
      name: { givenName: null },
      password: 'secret',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {},
    };
    expect(read(strict, sent)).toEqual({ ...jo, active: true });
  });

  it('has no active that a PUT did not send, so that no user is reactivated by omission', () =>
    expect(parseUser(strict, { schemas: [strict.core.id], ...jo }, null)).toEqual(jo));

  it.each([
    [{ nickName: 'J' }, /^400 invalidSyntax: .*"nickName".*mapping/],
    [{ name: { givenName: 'J' } }, /^400 invalidSyntax: .*"name/],
    [
      { 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'R' } },
      /^400 invalidSyntax: .*enterprise/,
    ],
    [{ userName: 'jo' }, /^400 invalidValue: .*e-mail/],
    [{ userName: null }, /^400 invalidValue: "userName" is required/],
    [{ displayName: '' }, /^400 invalidValue: "displayName" is required/],
    [{ displayName: ' \t ' }, /^400 invalidValue: "displayName" is required/],
    [{ active: 'yes' }, /^400 invalidValue: "active" must be true or false/],
    [{ username: 'x@y.z' }, /^400 invalidSyntax: .*twice/],
    [{ externalId: 'x'.repeat(513) }, /^400 invalidValue: "externalId" must be at most 512/],
  ])('refuses %j', (more, expected) =>
    expect(refusal(strict, { ...jo, ...more })).toMatch(expected),
  );

  it('reads names in any case and booleans of Entra', () => {
    expect(
      read(strict, { USERNAME: 'jo@example.com', displayname: 'Jo', active: 'False' }),
    ).toEqual({ ...jo, active: false });
  });

  it('shows only its own attributes, whatever is stored', () => {
    const stored = { ...jo, active: true, title: 'x', password: 'p' };
    const text = renderResource(strict, {
      id: '1',
      attributes: stored,
      version: 3,
      created: 'c',
      lastModified: 'm',
    });
    expect(JSON.parse(closeRendering(text, 'http://h/scim/v2/Users/1'))).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      id: '1',
      ...jo,
      active: true,
      meta: {
        resourceType: 'User',
        created: 'c',
        lastModified: 'm',
        version: 'W/"3"',
        location: 'http://h/scim/v2/Users/1',
      },
    });
  });
});

describe('a full tenant', () => {
  it('keeps core and enterprise attributes, never a password', () => {
    const sent = {
      userName: 'jo',
      name: { givenName: 'J' },
      emails: { value: 'a@b.c' },
      password: 'p',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
        manager: { value: '1', displayName: 'B' },
      },
    };
    expect(read(full, sent)).toEqual({
      userName: 'jo',
      active: true,
      name: { givenName: 'J' },
      emails: [{ value: 'a@b.c' }],
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { manager: { value: '1' } },
    });
  });

  it.each(['manager', 'Manager'])('reads Entra’s %s as text', (name) => {
    const urn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
    expect(read(full, { userName: 'jo', [urn]: { [name]: '1' } })[urn]).toEqual({
      manager: { value: '1' },
    });
    expect(read(full, { userName: 'jo', [urn]: { [name]: '' } })[urn]).toBeUndefined();
  });

  it('refuses unknown parts by name, wrong types and two primaries', () => {
    expect(refusal(full, { userName: 'jo', name: { nick: 'J' } })).toMatch(/"name.nick"/);
    expect(refusal(full, { userName: 'jo', title: 1 })).toMatch(
      /invalidValue: "title" must be a string/,
    );
    expect(
      refusal(full, {
        userName: 'jo',
        emails: [
          { value: 'a', primary: true },
          { value: 'b', primary: true },
        ],
      }),
    ).toMatch(/primary/);
  });

  it('refuses a name of blanks alone', () =>
    expect(refusal(full, { userName: '   ' })).toMatch(
      /^400 invalidValue: "userName" is required/,
    ));

  it.each([
    [['a@b.c'], /Each of "emails" must be an object, such as {"value": "…"}/],
    ['a@b.c', /"emails" must be a list of objects, such as \[{"value": "…"}\]/],
  ])('says what e-mail addresses look like when they are %j', (emails, expected) =>
    expect(refusal(full, { userName: 'jo', emails })).toMatch(expected),
  );

  it.each(['MIIB', 'TUlJQg==', 'TUlJQg', 'MIIB\n MIIB\r\nTUlJQg=='])(
    'keeps a certificate as it came: %j',
    (value) => {
      const x509Certificates = [{ value }];
      expect(read(full, { userName: 'jo', x509Certificates })).toMatchObject({ x509Certificates });
    },
  );

  it.each(['no base 64!', 'TUlJQ', 'TUlJQg=', 'TUlJ=Qg=', '-----BEGIN CERTIFICATE-----', 'MI_-'])(
    'refuses a certificate that is not base 64: %j',
    (value) =>
      expect(refusal(full, { userName: 'jo', x509Certificates: [{ value }] })).toMatch(
        /invalidValue: "x509Certificates.value" must be base 64/,
      ),
  );
});
