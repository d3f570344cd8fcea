import { languageOf, type Table } from '../texts/in-language';
import { tableOf } from '../texts/load';
import type { Language } from '../texts/texts';
import { recall } from './memory';

/** A language with its texts, loaded. */
export interface Spoken {
  readonly language: Language;
  readonly table: Table;
}

export const spokenIn = async (language: Language): Promise<Spoken> => ({
  language,
  table: await tableOf(language),
});

/** The language that the reader chose, else the first of the browser's that the console has. */
export const chosenLanguage = (): Language => {
  const kept = recall('language');
  return kept === 'en' || kept === 'fr' ? kept : languageOf(navigator.languages);
};
