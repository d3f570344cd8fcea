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
export const setAll = <T>(language: Language, value: T): T =>
  inAll(value, (text) => set(language, text));

/** A value of data with each of its texts changed. */
export const inAll = <T>(value: T, change: (text: string) => string): T => {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((one) => inAll<unknown>(one, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, inAll<unknown>(one, change)]),
  ) as T;
};
