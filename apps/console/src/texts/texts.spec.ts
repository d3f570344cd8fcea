import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guides } from '../guides/guides';
import { languageOf } from './in-language';
import { placeholdersOf, tables, textsOf, type Language, type TextKey } from './texts';

const keys = Object.keys(tables.en) as TextKey[];

describe('texts', () => {
  it('have the same keys in English and in French', () =>
    expect(Object.keys(tables.fr).sort()).toEqual([...keys].sort()));

  it('are each written in one file of a language', () => {
    const files = readdirSync(join(__dirname, 'en')).filter((file) => file !== 'english.ts');
    const written = files.flatMap((file) =>
      [
        ...readFileSync(join(__dirname, 'en', file), 'utf8').matchAll(
          /^ {2}'?([\w.:-]+?)'?:[ \n]/gm,
        ),
      ].map(([, key]) => key),
    );
    expect(written.filter((key, at) => written.indexOf(key) !== at)).toEqual([]);
    expect(written.sort()).toEqual([...keys].sort());
  });

  it.each(keys)('%s has the same placeholders in both', (key) =>
    expect(placeholdersOf(tables.fr[key]).sort()).toEqual(placeholdersOf(tables.en[key]).sort()),
  );

  it('are written, and end without a blank', () =>
    expect(
      Object.values(tables).flatMap((table) =>
        Object.entries(table).filter(([, text]) => text !== text.trim() || text === ''),
      ),
    ).toEqual([]));

  it('count in the way of each language', () => {
    expect(textsOf('en').count('days', 0)).toBe('0 days');
    expect(textsOf('en').count('days', 1)).toBe('1 day');
    expect(textsOf('fr').count('days', 0)).toBe('0 jour');
    expect(textsOf('fr').count('days', 12)).toBe('12 jours');
  });

  it('are chosen by the browser’s languages, English when none is known', () => {
    expect(languageOf(['de-DE', 'fr-CA', 'en-US'])).toBe('fr');
    expect(languageOf(['en-GB', 'fr'])).toBe('en');
    expect(languageOf(['ja'])).toBe('en');
    expect(languageOf([])).toBe('en');
  });
});

const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

describe('what the product is called', () => {
  const LANGUAGES: readonly Language[] = ['en', 'fr'];
  const written = (language: Language): string[] => [
    ...Object.values(tables[language]),
    ...textsIn(guides[language]),
  ];

  it('is `{product}` or `{company}` in every text, and nothing else', () =>
    expect(
      LANGUAGES.flatMap(written).filter((text) =>
        /this product|the product|sent you the link|ce produit|le produit|envoyé le lien/i.test(
          text,
        ),
      ),
    ).toEqual([]));

  it('is the name when there is one, plain words when there is none', () => {
    const said = (language: Language, name?: string): string =>
      textsOf(language, name).say('guide.called');
    expect(said('en', 'Acme')).toBe('What Acme calls it');
    expect(said('en')).toBe('What this product calls it');
    expect(said('fr', 'Acme')).toBe('Nom dans Acme');
    expect([textsOf('en', 'Acme').name, textsOf('en').name]).toEqual(['Acme', 'Rollcall']);
    expect(textsOf('en', 'Acme').worded(['{company}', { a: '{product} {url}' }])).toEqual([
      'Acme',
      { a: 'Acme {url}' },
    ]);
  });

  it('is filled everywhere', () => {
    for (const language of LANGUAGES)
      for (const name of [undefined, 'Acme']) {
        const texts = textsOf(language, name);
        const keys = Object.keys(tables[language]) as TextKey[];
        const all = [
          ...keys.map((key) => texts.say(key)),
          ...textsIn(texts.worded(guides[language])),
        ];
        expect(all.filter((text) => /\{(?:product|company)\}/.test(text))).toEqual([]);
      }
  });

  it('has no French word before it that a vowel would cut short', () =>
    expect(
      written('fr').filter((text) =>
        /\b(?:de|que|le|la|du|au|si|jusque) \{(?:product|company)\}/i.test(text),
      ),
    ).toEqual([]));
});

describe('French', () => {
  const prose = (text: string): string => text.replace(/`[^`]*`/g, '');

  it('has a no-break space before its high signs and inside its quotation marks', () => {
    const all = [
      ...Object.values(tables.fr),
      ...Object.values(guides.fr).flatMap(({ sections, title, lead, before }) =>
        textsIn([
          title,
          lead,
          before,
          sections.map(({ title, blocks }) => [
            title,
            blocks.filter(({ kind }) => kind !== 'picture' && kind !== 'code'),
          ]),
        ]),
      ),
    ].map(prose);
    expect(all.filter((text) => / [:;!?»]|« /.test(text))).toEqual([]);
    expect(all.some((text) => text.includes('\u202f'))).toBe(true);
  });

  it('calls the feature by its name', () =>
    expect(
      [...Object.values(tables.fr), ...textsIn(guides.fr)].filter((text) =>
        /\battribution/i.test(text),
      ),
    ).toEqual([]));
});

describe('plain words', () => {
  /** Words that a reader meets nowhere else, or that are translated word by word. */
  const FOREIGN: Readonly<Record<Language, RegExp>> = {
    en: /\bshall\b|\bwas told\b|\bif it stays\b|\bgo on\b|, too\b|\bbeside\b|\b(?:it|requests) reach(?:es)? us\b|\bblanks?\b|\bbroken off\b|\btoo many is\b|\bwhoever\b/i,
    fr: /\battribution|\bse termine le\b|\bvalables?\b|\bsous Jetons\b|\bpérimé|\braccroch|\bs’accorde|\bnous atteint\b|\bdialectes? compris\b|\bUn attribut de plus\b/i,
  };

  it.each(['en', 'fr'] as const)('are used in %s', (language) => {
    const texts = [...Object.values(tables[language]), ...textsIn(guides[language])];
    expect(texts.filter((text) => FOREIGN[language].test(text))).toEqual([]);
  });

  it('call the set-up no connexion in French, which reads as a log-in', () =>
    expect(
      [...Object.values(tables.fr), ...textsIn(guides.fr)].filter((text) =>
        /enregistr\S* (?:de nouveau |d’abord )?la connexion|la connexion est enregistrée|configure la connexion/i.test(
          text,
        ),
      ),
    ).toEqual([]));
});
