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
