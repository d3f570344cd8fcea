import { guides } from '../guides/guides';
import { languageOf, placeholdersOf, tables, textsOf, type TextKey } from './texts';

const keys = Object.keys(tables.en) as TextKey[];

describe('texts', () => {
  it('have the same keys in English and in French', () =>
    expect(Object.keys(tables.fr).sort()).toEqual([...keys].sort()));

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

describe('French', () => {
  const prose = (text: string): string => text.replace(/`[^`]*`/g, '');
  const guideTexts = (value: unknown): string[] =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value !== null
        ? Object.values(value).flatMap(guideTexts)
        : [];

  it('has a no-break space before its high signs and inside its quotation marks', () => {
    const all = [
      ...Object.values(tables.fr),
      ...Object.values(guides.fr).flatMap(({ sections, title, lead }) =>
        guideTexts([
          title,
          lead,
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
      [...Object.values(tables.fr), ...guideTexts(guides.fr)].filter((text) =>
        /\battribution/i.test(text),
      ),
    ).toEqual([]));
});
