import { en } from './en/english';
import { fr } from './fr/french';
import { setAll } from './typography';

/** Texts by key, in two tables with the same keys and the same placeholders (texts.spec.ts). */
export type Language = 'en' | 'fr';
export type TextKey = keyof typeof en;
export type Values = Readonly<Record<string, string | number>>;

export const tables: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = {
  en,
  fr: setAll('fr', fr),
};

export const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);

const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

export interface Texts {
  readonly language: Language;
  /** The text of a key, with its placeholders filled. */
  say(key: TextKey, values?: Values): string;
  /** The text of a key that is put together, such as `event.UserProvisioned`; else the second one. */
  sayOr(key: string, otherwise: string, values?: Values): string;
  /** `key.one` or `key.other`, by `count`. */
  count(key: string, count: number, values?: Values): string;
}

const isKey = (language: Language, key: string): key is TextKey =>
  Object.hasOwn(tables[language], key);

export const textsOf = (language: Language): Texts => {
  const table = tables[language];
  const plural = new Intl.PluralRules(language);
  const sayOr = (key: string, otherwise: string, values: Values = {}): string =>
    isKey(language, key) ? fill(table[key], values) : otherwise;
  return {
    language,
    say: (key, values = {}) => fill(table[key], values),
    sayOr,
    count: (key, count, values = {}) => {
      const rule = plural.select(count) === 'one' ? 'one' : 'other';
      return sayOr(`${key}.${rule}`, String(count), {
        ...values,
        count: new Intl.NumberFormat(language).format(count),
      });
    },
  };
};

/** French for whoever's browser asks for it before English. */
export const languageOf = (wished: readonly string[]): Language => {
  const known = wished
    .map((one) => one.slice(0, 2).toLowerCase())
    .find((one) => one === 'fr' || one === 'en');
  return known === 'fr' ? 'fr' : 'en';
};
