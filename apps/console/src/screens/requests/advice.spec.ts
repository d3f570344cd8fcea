import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GUIDES } from '../../guides/guide';
import { tables, textsOf, type Language } from '../../texts/texts';
import { adviceOf } from './advice';

/** Every code that the request log has, from the table that is held against the gateway's list. */
const CODES = [
  ...readFileSync(join(__dirname, '../../../../../docs/watching.md'), 'utf8').matchAll(
    /^\| (`[a-z-]+`(?:[^|]*`[a-z-]+`)*)/gm,
  ),
]
  .flatMap(([, cell]) => [...(cell as string).matchAll(/`([a-z-]+)`/g)])
  .map(([, code]) => code as string)
  .filter((code) => Object.hasOwn(tables.en, `refused.${code}`));
const PROVIDERS = [...GUIDES, 'other'];
const LANGUAGES: readonly Language[] = ['en', 'fr'];

const REMOVE: Readonly<Record<Language, RegExp>> = {
  en: /\b(remove|delete)|×/i,
  fr: /\b(supprimez|retirez)|×/i,
};
/** What a person must find in the text of a code; what nobody may. */
const MUST: Readonly<Record<string, Readonly<Record<Language, RegExp>>>> = {
  'attribute-required': { en: /Map it to a source/, fr: /Mappez-le sur une source/ },
  'attribute-value': { en: /Correct the value/, fr: /Corrigez la valeur/ },
  'path-unknown': { en: /base URL/, fr: /URL de base/ },
  'groups-not-offered': { en: /group provisioning/i, fr: /provisionnement des groupes/i },
  'not-found': { en: /Unassign/, fr: /Retirez l’affectation/ },
  'token-expired': { en: /new token/, fr: /nouveau jeton/ },
  'token-revoked': { en: /new token/, fr: /nouveau jeton/ },
  'provisioning-off': { en: /Save the connection/, fr: /Enregistrez la connexion/ },
};
const MUST_NOT: Readonly<Record<string, Readonly<Record<Language, RegExp>>>> = {
  'attribute-required': REMOVE,
  'attribute-value': REMOVE,
  'path-unknown': { en: /assign|delet/i, fr: /affect|supprim/i },
  'groups-not-offered': { en: /assign|was deleted/i, fr: /affect|a été supprimé/i },
  'rate-limited': REMOVE,
  unavailable: REMOVE,
  'server-fault': REMOVE,
};

const rows = CODES.flatMap((code) =>
  PROVIDERS.flatMap((provider) => LANGUAGES.map((language) => [code, provider, language] as const)),
);

describe('what a person reads of a refusal', () => {
  it('there are codes to try', () => expect(CODES.length).toBeGreaterThan(25));

  it.each(rows)('%s at %s in %s', (code, provider, language) => {
    const refusal = { code, status: 400, attribute: 'nickName' };
    const { title, whatToDo } = adviceOf(textsOf(language), refusal, provider);
    const text = `${title}\n${whatToDo}`;
    expect(title).not.toMatch(/\{|^refused/);
    expect(whatToDo).not.toBe('');
    expect(text).toMatch(MUST[code]?.[language] ?? /./);
    if (MUST_NOT[code]) expect(text).not.toMatch(MUST_NOT[code][language]);
    expect(REMOVE[language].test(whatToDo) && whatToDo.includes('nickName')).toBe(
      code === 'attribute-unknown',
    );
  });
});
