import { en } from './en/english';
import { fr } from './fr/french';
import { inAll, setAll } from './typography';

/** Texts by key, in two tables with the same keys and the same placeholders (texts.spec.ts). */
export type Language = 'en' | 'fr';
export type TextKey = keyof typeof en;
export type Values = Readonly<Record<string, string | number>>;

/**
 * What every text calls the product that is connected, and the company behind it: `{product}` and
 * `{company}`. Both are the product's name when the installation or the tenant has one. French texts
 * put no *de* before them, which a name with a vowel would cut short (texts.spec.ts).
 */
const UNNAMED: Readonly<Record<Language, Readonly<Record<'product' | 'company', string>>>> = {
  en: { product: 'this product', company: 'the company that sent you the link' },
  fr: { product: 'ce produit', company: 'l’entreprise qui vous a envoyé le lien' },
};

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
  /** A value of data, such as a guide, with `{product}` and `{company}` filled in all its texts. */
  worded<T>(value: T): T;
}

const isKey = (language: Language, key: string): key is TextKey =>
  Object.hasOwn(tables[language], key);

/** The texts of a language; `name`: what the product is called, when it has a name. */
export const textsOf = (language: Language, name?: string): Texts => {
  const table = tables[language];
  const plural = new Intl.PluralRules(language);
  const words = name === undefined ? UNNAMED[language] : { product: name, company: name };
  const say = (key: TextKey, values: Values = {}): string =>
    fill(table[key], { ...words, ...values });
  const sayOr = (key: string, otherwise: string, values: Values = {}): string =>
    isKey(language, key) ? say(key, values) : otherwise;
  return {
    language,
    say,
    worded: (value) => inAll(value, (text) => fill(text, words)),
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
