import { inAll } from './typography';
import type { Language, Texts, TextKey, Values } from './texts';

export type Table = Readonly<Record<TextKey, string>>;

/**
 * What every text calls the product that is connected, and the company behind it: `{product}` and
 * `{company}`. Both are the product's name when the installation or the tenant has one. French texts
 * put no *de* before them, which a name with a vowel would cut short (texts.spec.ts).
 */
const UNNAMED: Readonly<Record<Language, Readonly<Record<'product' | 'company', string>>>> = {
  en: { product: 'this product', company: 'the company that sent you the link' },
  fr: { product: 'ce produit', company: 'l’entreprise qui vous a envoyé le lien' },
};

/** Puts values into the placeholders of a text. */
export const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** What says the texts of one table; `name`: what the product is called, when it has a name. */
export const inLanguage = (language: Language, table: Table, name?: string): Texts => {
  const plural = new Intl.PluralRules(language);
  const words = name === undefined ? UNNAMED[language] : { product: name, company: name };
  const isKey = (key: string): key is TextKey => Object.hasOwn(table, key);
  const say = (key: TextKey, values: Values = {}): string =>
    fill(table[key], { ...words, ...values });
  const sayOr = (key: string, otherwise: string, values: Values = {}): string =>
    isKey(key) ? say(key, values) : otherwise;
  return {
    language,
    name: name ?? table.product,
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
