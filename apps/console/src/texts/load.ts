import type { Table } from './in-language';
import type { Language } from './texts';

type Texts = Readonly<Record<string, string>>;
type Loader = () => Promise<Texts>;

/** The texts of screens that few readers open: a chunk for each area, loaded with the screen. */
export type LateTexts = 'guide' | 'operator' | 'people' | 'trusts' | 'webhooks';

interface Chunks extends Readonly<Record<LateTexts, Loader>> {
  readonly first: () => Promise<Table>;
}

/** Each language is a chunk of its own: a reader loads one. */
const CHUNKS: Readonly<Record<Language, Chunks>> = {
  en: {
    first: async () => (await import('./en/english')).en as Table,
    guide: async () => (await import('./en/guide')).guide,
    operator: async () => (await import('./en/operator')).operator,
    people: async () => (await import('./en/people')).people,
    trusts: async () => (await import('./en/trusts')).trusts,
    webhooks: async () => (await import('./en/webhooks')).webhooks,
  },
  fr: {
    first: async () => (await import('./fr/french')).fr as Table,
    guide: async () => (await import('./fr/guide')).guide,
    operator: async () => (await import('./fr/operator')).operator,
    people: async () => (await import('./fr/people')).people,
    trusts: async () => (await import('./fr/trusts')).trusts,
    webhooks: async () => (await import('./fr/webhooks')).webhooks,
  },
};

const tables = new Map<Language, Promise<Table>>();
const areas = new Set<LateTexts>();

const add = async (area: LateTexts, language: Language, table: Promise<Table>): Promise<void> => {
  const [into, texts] = await Promise.all([table, CHUNKS[language][area]()]);
  Object.assign(into, texts);
};

/** The texts of a language, with those of every area that was loaded so far. */
export const tableOf = async (language: Language): Promise<Table> => {
  const table = tables.get(language) ?? CHUNKS[language].first().then((first) => ({ ...first }));
  tables.set(language, table);
  await Promise.all([...areas].map((area) => add(area, language, table)));
  return table;
};

/** Adds an area to the languages that are loaded, and to those that come later. */
export const loadTexts = async (area: LateTexts): Promise<void> => {
  areas.add(area);
  await Promise.all([...tables].map(([language, table]) => add(area, language, table)));
};
