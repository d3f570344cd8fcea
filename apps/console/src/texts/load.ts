import type { Table } from './in-language';
import type { Language } from './texts';

/** Each language is a chunk of its own: a reader loads one. */
const TABLES: Readonly<Record<Language, () => Promise<Table>>> = {
  en: async () => (await import('./en/english')).en,
  fr: async () => (await import('./fr/french')).fr,
};

export const tableOf = (language: Language): Promise<Table> => TABLES[language]();
