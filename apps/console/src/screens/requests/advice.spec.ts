import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { RequestRow } from '../../api/views';
import { SpeakingProvider } from '../../frame/speaking';
import { GUIDES } from '../../guides/guide';
import { tables, type Language } from '../../texts/texts';
import { Explained } from './explanation';

/** Every code that the request log has, from the table that is held against the gateway's list. */
const TABLE =
  readFileSync(join(__dirname, '../../../../../docs/watching.md'), 'utf8')
    .split(/^\| code /m)[1]
    ?.split('\n\n')[0] ?? '';
const CODES = [...TABLE.matchAll(/^\| (`[a-z-]+`[^|]*)/gm)]
  .flatMap(([, cell]) => [...(cell as string).matchAll(/`([a-z-]+)`/g)])
  .map(([, code]) => code as string);
const PROVIDERS = [...GUIDES, 'other'];
const LANGUAGES: readonly Language[] = ['en', 'fr'];
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** What stands before the disclosure of the server's own words, and what in it. */
interface Read {
  readonly said: string;
  readonly server: string;
}

/** What a person reads of a request on its page. */
const read = (language: Language, provider: string, more: Partial<RequestRow>): Read => {
  const row = {
    id: 'r',
    at: '',
    method: 'POST',
    path: '/Users',
    status: 400,
    ms: 1,
    detail: 'In English.',
    attribute: 'nickName',
    switchOff: false,
    refused: [],
    ...more,
  } as unknown as RequestRow;
  // The region of its formats.
  Object.assign(globalThis, { navigator: { languages: [language], language } });
  const html = renderToStaticMarkup(
    createElement(SpeakingProvider, {
      first: { language, table: tables[language] },
      children: createElement(Explained, { row, provider, guide: '/tenants/acme/guides/okta' }),
    }),
  );
  const text = (part: string): string =>
    part
      .replace(/<[^>]*>/g, ' ')
      .replace(/&quot;/g, '"')
      .replace(/\s+/g, ' ')
      .trim();
  const [before = '', server = ''] = html.split('<details');
  return { said: text(before), server: text(`<details${server}`) };
};

const refusedFor = (code: string, ...attributes: string[]): Partial<RequestRow> => ({
  code,
  refused: attributes.map((attribute) => ({ code, attribute })),
});

const REMOVE: Readonly<Record<Language, RegExp>> = {
  en: /\b(remove|delete)|×/i,
  fr: /\b(supprimez|retirez)|×/i,
};
/** What the text of a code must contain, and what it must not. */
const MUST: Readonly<Record<string, Readonly<Record<Language, RegExp>>>> = {
  'attribute-unknown': REMOVE,
  'attribute-required': { en: /Map it to a source/, fr: /Mappez-le sur une source/ },
  'attribute-value': { en: /Correct the user’s value/, fr: /Corrigez la valeur/ },
  'path-unknown': { en: /base URL/, fr: /URL de base/ },
  'groups-not-offered': { en: /group provisioning/i, fr: /provisionnement des groupes/i },
  'not-found': { en: /Unassign/, fr: /Retirez l’affectation/ },
  'token-expired': { en: /new token/, fr: /nouveau jeton/ },
  'token-revoked': { en: /new token/, fr: /nouveau jeton/ },
  'provisioning-off': {
    en: /Switch provisioning on in the console/,
    fr: /Activez le provisionnement/,
  },
  'filter-too-costly': { en: /matching attribute/, fr: /attribut de correspondance/ },
  'credential-network': {
    en: /networks contain that address.*revoke/,
    fr: /réseaux la contiennent.*révoquez/,
  },
  'credential-read-only': { en: /may also write/, fr: /permet aussi l’écriture/ },
  'credential-users-only': {
    en: /group provisioning off.*without this restriction/,
    fr: /provisionnement des groupes.*sans cette restriction/,
  },
  'rate-limited': { en: /Nothing: .*waits/, fr: /Rien\s: .*attend/ },
};
const MUST_NOT: Readonly<Record<string, Readonly<Record<Language, RegExp>>>> = {
  'attribute-required': REMOVE,
  'attribute-value': REMOVE,
  'path-unknown': { en: /assign|delet/i, fr: /affect|supprim/i },
  'groups-not-offered': { en: /assign|was deleted/i, fr: /affect|a été supprimé/i },
  'filter-too-costly': REMOVE,
  'credential-network': REMOVE,
  'credential-read-only': REMOVE,
  'credential-users-only': REMOVE,
  'too-many': REMOVE,
  'cursor-invalid': REMOVE,
  'rate-limited': REMOVE,
  unavailable: REMOVE,
  'server-fault': REMOVE,
};

const rows = CODES.flatMap((code) =>
  PROVIDERS.flatMap((provider) => LANGUAGES.map((language) => [code, provider, language] as const)),
);

describe('what a person reads of a refusal', () => {
  it('there are codes to try, each with a text of its own', () => {
    expect(CODES.length).toBeGreaterThan(30);
    expect(CODES.filter((code) => !Object.hasOwn(tables.en, `refused.${code}.do`))).toEqual([]);
  });

  it.each(rows)('%s at %s in %s', (code, provider, language) => {
    const isOfAttribute = code.startsWith('attribute-');
    const { said, server } = read(
      language,
      provider,
      isOfAttribute ? refusedFor(code, 'nickName') : { code, attribute: null },
    );
    expect(said).not.toMatch(/\{|refused\.|“”|« »/);
    expect(said).toMatch(MUST[code]?.[language] ?? /./);
    if (MUST_NOT[code]) expect(said).not.toMatch(MUST_NOT[code][language]);
    expect(said.includes('nickName')).toBe(isOfAttribute);
    // What a text sends the reader to is called as it is on the page.
    expect(said).not.toMatch(/\bd[eé]tail/i);
    // The server's sentence is English: at most behind a disclosure that says so.
    expect(said).not.toContain('In English.');
    expect(server).toContain('In English.');
  });

  it('has a text for an unknown code', () =>
    expect(read('fr', 'okta', { code: 'new', attribute: null, status: 418 }).said).toContain(
      '418',
    ));
});

describe('all attributes of a refusal', () => {
  const PATHS = [
    'name.givenName',
    'name.familyName',
    'emails[type eq "work"].value',
    'phoneNumbers[type eq "mobile"].value',
    'addresses[type eq "work"].locality',
    'title',
    `${ENTERPRISE}:department`,
    `${ENTERPRISE}:manager`,
  ];
  const NAMED: Readonly<Record<string, readonly string[]>> = {
    entra: PATHS,
    other: PATHS,
    okta: [
      'givenName',
      'familyName',
      'email',
      'primaryEmailType',
      'mobilePhone',
      'locality',
      'title',
      'department',
      'managerValue',
      'managerDisplayName',
    ],
    onelogin: [
      '"name"',
      '"emails"',
      '"phoneNumbers"',
      '"addresses"',
      '"title"',
      '"department"',
      '"manager"',
    ],
  };

  it.each(Object.entries(NAMED))('are listed as %s names them, each once', (provider, names) => {
    for (const language of LANGUAGES) {
      const { said } = read(language, provider, refusedFor('attribute-unknown', ...PATHS));
      const list = names.join(' ');
      expect(said).toContain(list);
      expect(said).toContain(String(names.length));
      expect(said).toMatch(language === 'en' ? /Copy the list/ : /Copier la liste/);
    }
  });

  it('separate attributes to remove from those to correct', () => {
    const refused = [
      { code: 'attribute-value', attribute: 'active' },
      { code: 'attribute-unknown', attribute: 'title' },
      { code: 'attribute-required', attribute: 'displayName' },
    ];
    const { said } = read('en', 'entra', { code: 'attribute-value', attribute: 'active', refused });
    expect(said).toMatch(/The value of “active” is not valid.*Correct the user’s value/);
    expect(said).toMatch(
      /Delete each row whose target is listed below, then save\. title Copy the list Open the guide/,
    );
    expect(said).toMatch(/Correct these as well displayName$/);
  });

  it('are one where an older entry of the log says one', () =>
    expect(read('en', 'okta', { code: 'attribute-value', attribute: 'active' }).said).toContain(
      'The value of “active” is not valid',
    ));
});
