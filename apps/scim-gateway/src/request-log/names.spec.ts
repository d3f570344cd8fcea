import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseUser, ScimError, strict, type ScimType } from '@rollcall/protocol';
import { explain, explanationCodes, nameOf, withoutValues } from './explanation';
import { attributeNames, shownPath } from './names';
import { queryWithoutSecrets, withoutSecrets } from './without-secrets';

const query = (text: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(text.slice(text.indexOf('?') + 1)));
const shown = (url: string): string => shownPath(url, url.includes('?') ? query(url) : {});

const refusalOf = (body: object): ScimError => {
  try {
    parseUser(strict, { schemas: [strict.core.id], ...body });
  } catch (error) {
    return error as ScimError;
  }
  throw new Error('nothing was refused');
};

describe('names of attributes', () => {
  it('are those of a resource, and of an extension under its URN', () =>
    expect(
      attributeNames({
        schemas: ['…'],
        userName: 'ada@example.com',
        'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Sales' },
      }),
    ).toEqual([
      'userName',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
    ]));

  it('are those of the operations of a PATCH, without the values in their filters', () =>
    expect(
      attributeNames({
        Operations: [
          { op: 'replace', path: 'emails[value eq "ada@example.com"].value', value: 'x' },
          { op: 'add', value: { displayName: 'Ada', active: true } },
          { op: 'remove', path: 'ada@example.com' },
        ],
      }),
    ).toEqual(['emails.value', 'displayName', 'active', '…']));

  it('include those of the operations of a Bulk request, with any content', () =>
    expect(
      attributeNames({
        Operations: [
          { method: 'POST', path: '/Users', bulkId: 'b', data: { userName: 'ada@example.com' } },
          {
            method: 'PATCH',
            path: '/Users/1',
            data: { Operations: [{ op: 'replace', path: 'active', value: false }] },
          },
          { method: 'DELETE', path: '/Users/2' },
        ],
      }),
    ).toEqual(['userName', 'active']));

  it('are bounded, and none for a body that is no object', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`a${i}`, 1]));
    expect(attributeNames(many)).toHaveLength(60);
    expect(attributeNames(['userName'])).toEqual([]);
  });
});

describe('a path', () => {
  it.each([
    ['/scim/v2/Users', '/Users'],
    [
      '/scim/v2/Users/6b1f3f0e-6f7b-4f3e-9c0e-2f5f0f7f1a11',
      '/Users/6b1f3f0e-6f7b-4f3e-9c0e-2f5f0f7f1a11',
    ],
    ['/scim/v2/Users/ada@example.com', '/Users/…'],
    ['/scim/v2/Users/Lovelace', '/Users/…'],
    ['/scim/v2/Lovelace/Users', '/…/Users'],
    ['/scim/v2/Groups/.search', '/Groups/.search'],
    ['/scim/v2/users', '/users'],
    ['/scim/v2/scim/v2/Users', '/scim/v2/Users'],
    [
      '/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:User',
      '/Schemas/urn:ietf:params:scim:schemas:core:2.0:User',
    ],
    ['/scim/v2/Users?startIndex=1&count=2', '/Users?startIndex=1&count=2'],
    ['/scim/v2/Users?count=Lovelace&startIndex=4917012345678', '/Users?count=…&startIndex=…'],
    ['/scim/v2/Users?filter=userName eq "ada@example.com"', '/Users?filter=userName eq "…"'],
    [
      '/scim/v2/Users?filter=userName eq "a\\"b" and active eq true',
      '/Users?filter=userName eq "…" and active eq true',
    ],
    ['/scim/v2/Users?filter=userName eq "broken', '/Users?filter=userName eq "…"'],
    ['/scim/v2/Users?filter=userName eq ada', '/Users?filter=userName eq …'],
    ['/scim/v2/Users?filter=ada lovelace', '/Users?filter=…'],
    ['/scim/v2/Users?filter=Lovelace eq "x" or name.Ada pr', '/Users?filter=… eq "…" or … pr'],
    [
      '/scim/v2/Users?filter=emails[type eq "work" and Ada pr].value co "a"',
      '/Users?filter=emails[type eq "…" and … pr].value co "…"',
    ],
    [
      '/scim/v2/Users?filter=urn:ietf:params:scim:schemas:core:2.0:User:name.familyName pr',
      '/Users?filter=urn:ietf:params:scim:schemas:core:2.0:User:name.familyName pr',
    ],
    ['/scim/v2/Users?filter=urn:Lovelace:userName pr', '/Users?filter=… pr'],
    ['/scim/v2/Users?sortBy=Lovelace&sortOrder=Ada', '/Users?sortBy=…&sortOrder=…'],
    [
      '/scim/v2/Users?sortBy=name.familyName&sortOrder=descending',
      '/Users?sortBy=name.familyName&sortOrder=descending',
    ],
    [
      '/scim/v2/Users?attributes=userName,Lovelace,$Ada, emails.value',
      '/Users?attributes=userName,…,…,emails.value',
    ],
    ['/scim/v2/Users?excludedAttributes=members,Ada', '/Users?excludedAttributes=members,…'],
    ['/scim/v2/Users?cursor=Lovelace', '/Users?cursor=…'],
    ['/scim/v2/Users?cursor=', '/Users?cursor='],
    ['/scim/v2/Users?Lovelace=1&name=ada', '/Users?…=…&…=…'],
    ['/scim/v2/Users?ada@example.com=1', '/Users?…=…'],
    ['/scim/v2/Users?constructor=1&__proto__=2', '/Users?…=…&…=…'],
    // A row of the log is a line with tabs between its columns.
    [
      '/scim/v2/Users?filter=userName pr%09and%0Aactive pr%0B',
      '/Users?filter=userName pr and active pr ',
    ],
  ])('%s is shown as %s', (url, path) => expect(shown(url)).toBe(path));
});

describe('what is stored of a refusal', () => {
  const stored = (detail: string, scimType?: ScimType) =>
    withoutValues(new ScimError(400, detail, scimType));

  it('shows names and hides everything else', () => {
    const detail = 'The attribute "nickName" is not accepted.';
    expect(stored(detail, 'invalidSyntax')).toBe(detail);
    expect(stored('The path "emails[value eq \\"a@b\\"].x" is not one.', 'invalidPath')).toBe(
      'The path "emails.x" is not one.',
    );
    expect(stored('There is no "ada lovelace".')).toBe('There is no "…".');
    const row = 'The attribute "emails[type eq \\"work\\"].value" is not accepted.';
    expect(stored(row, 'invalidSyntax')).toBe(row);
    expect(stored('"emails[type eq \\"ada\\"].value"', 'invalidSyntax')).toBe('"emails.value"');
  });

  it('shows nothing of a filter or a query: a bare word may be a value', () => {
    expect(stored('"lovelace" stands where a value should be.', 'invalidFilter')).toBe(
      '"…" stands where a value should be.',
    );
    expect(stored('count must be a whole number, not "lovelace".', 'invalidValue')).toContain('…');
  });

  it('is every attribute of the message, as a row of a mapping names it, and no value', () => {
    const scim = refusalOf({
      userName: 'jo@example.com',
      displayName: 'Jo',
      name: { givenName: 'Jo', 'Ada L': 'x' },
      emails: [{ type: 'work', value: 'jo@example.com' }],
      'ada@example.com': 'x',
    });
    const { code, attribute, refused, detail } = explain({ error: scim, scim });
    expect([code, attribute]).toEqual(['attribute-unknown', 'name']);
    const unknown = 'attribute-unknown';
    expect(refused).toEqual([
      { code: unknown, attribute: 'name.givenName' },
      { code: unknown, attribute: 'emails[type eq "work"].value' },
      { code: unknown, attribute: '…' },
    ]);
    expect(detail).toMatch(
      /^The attributes "name.givenName", "emails\[type eq \\"work\\"\].value" and "…" are not/,
    );
  });

  it('reads only the ends of a path, however long it is', () => {
    const ids = Array.from({ length: 100 }, (_, i) => `value eq "user-${i}"`).join(' or ');
    expect(nameOf(`members[${ids}]`)).toBe('members');
    expect(nameOf(`emails[${ids}].value`)).toBe('emails.value');
    for (const text of ['['.repeat(400), 'a'.repeat(400), `a[${'b'.repeat(400)}`])
      expect(nameOf(text)).toBe('…');
  });

  it('has names that cannot be an address', () => expect(nameOf('ada@example.com')).toBe('…'));
});

describe('a capture', () => {
  it('contains no secret, by name or by form', () => {
    const token = `rc_${'a'.repeat(16)}_${'b'.repeat(49)}`;
    expect(
      withoutSecrets({
        userName: 'ada@example.com',
        password: 'p',
        nested: [{ clientSecret: 's', note: `use ${token}!` }],
        Operations: [{ op: 'replace', path: 'password', value: 'p' }],
      }),
    ).toEqual({
      userName: 'ada@example.com',
      password: '[redacted]',
      nested: [{ clientSecret: '[redacted]', note: 'use [redacted]!' }],
      Operations: [{ op: 'replace', path: 'password', value: '[redacted]' }],
    });
  });

  it.each(['path', 'Path', 'PATH', 'pAth'])('contains no password that %s names', (path) =>
    expect(withoutSecrets({ op: 'replace', [path]: 'password', VALUE: 'p' })).toEqual({
      op: 'replace',
      [path]: 'password',
      VALUE: '[redacted]',
    }),
  );

  it('contains no compared value, in a filter or a path', () =>
    expect(
      withoutSecrets({
        Filter: 'userName eq "ada" and password eq "p"',
        Operations: [{ path: 'x[password eq "p"].value', value: 'q' }],
      }),
    ).toEqual({
      Filter: 'userName eq "…" and password eq "…"',
      Operations: [{ path: 'x[password eq "…"].value', value: '[redacted]' }],
    }));

  it('of a query shows its filter as the path does, and no secret by name', () => {
    const token = `rc_${'a'.repeat(16)}_${'b'.repeat(49)}`;
    const url = `/Users?filter=password+eq+%22hunter2%22&count=5&apiKey=k&note=${token}&x=%E0%A4`;
    expect(queryWithoutSecrets(query(url))).toBe(
      'filter=password eq "…"&count=5&apiKey=[redacted]&note=[redacted]&x=\ufffd',
    );
    expect(queryWithoutSecrets({ FILTER: 'title eq "b"', many: ['1', '2'] })).toBe(
      'FILTER=title eq "…"&many=1&many=2',
    );
  });
});

it('each code of an explanation is in docs/watching.md', () => {
  const text = readFileSync(join(__dirname, '../../../../docs/watching.md'), 'utf8');
  expect(explanationCodes.filter((code) => !text.includes(`\`${code}\``))).toEqual([]);
});
