import type { Language } from './texts';

const NARROW = '\u202f';
const NO_BREAK = '\u00a0';

/**
 * Text as the language sets it. French keeps a narrow no-break space before `; ! ?`, a no-break
 * space before `:` and inside « », so that no line begins or ends with a sign alone. The texts are
 * written with plain spaces; what stands in `code` stays as it is, since it is copied.
 */
export const set = (language: Language, text: string): string =>
  language === 'fr'
    ? text
        .split('`')
        .map((part, at) => (at % 2 === 0 ? french(part) : part))
        .join('`')
    : text;

const french = (text: string): string =>
  text
    .replace(/ ([;!?])/g, `${NARROW}$1`)
    .replace(/ :/g, `${NO_BREAK}:`)
    .replace(/« /g, `«${NO_BREAK}`)
    .replace(/ »/g, `${NO_BREAK}»`);

/** The same for every text of a value of data. */
export const setAll = <T>(language: Language, value: T): T => {
  if (typeof value === 'string') return set(language, value) as T;
  if (Array.isArray(value)) return value.map((one) => setAll<unknown>(language, one)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, setAll<unknown>(language, one)]),
  ) as T;
};
