import { en as english } from './en/english';
import { guide } from './en/guide';
import { operator } from './en/operator';
import { people } from './en/people';
import { trusts } from './en/trusts';
import { webhooks } from './en/webhooks';
import { fr as french } from './fr/french';
import { guide as guideFr } from './fr/guide';
import { operator as operatorFr } from './fr/operator';
import { people as peopleFr } from './fr/people';
import { trusts as trustsFr } from './fr/trusts';
import { webhooks as webhooksFr } from './fr/webhooks';
import { inLanguage, type Table } from './in-language';

/**
 * Texts by key, in two tables with the same keys and the same placeholders (texts.spec.ts). This file
 * has both, for documents and specs; the console loads parts of one (load.ts) and takes types alone
 * from here.
 */
const en = { ...english, ...guide, ...operator, ...people, ...trusts, ...webhooks };
const fr = { ...french, ...guideFr, ...operatorFr, ...peopleFr, ...trustsFr, ...webhooksFr };

export type Language = 'en' | 'fr';
export type TextKey = keyof typeof en;
export type Values = Readonly<Record<string, string | number>>;

export const tables: Readonly<Record<Language, Table>> = { en, fr };

export const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);

export interface Texts {
  readonly language: Language;
  /** What the console is called: as the product, when that has a name. */
  readonly name: string;
  /** The text of a key, with its placeholders filled. */
  say(key: TextKey, values?: Values): string;
  /** The text of a key that is put together, such as `event.UserProvisioned`; else the second one. */
  sayOr(key: string, otherwise: string, values?: Values): string;
  /** `key.one` or `key.other`, by `count`. */
  count(key: string, count: number, values?: Values): string;
  /** A value of data, such as a guide, with `{product}` and `{company}` filled in all its texts. */
  worded<T>(value: T): T;
}

/** The texts of a language; `name`: what the product is called, when it has a name. */
export const textsOf = (language: Language, name?: string): Texts =>
  inLanguage(language, tables[language], name);
