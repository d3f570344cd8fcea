import type { Attributes, Json } from '@rollcall/contracts';
import { foldCase, impersonalParts, personalPaths } from '@rollcall/protocol';
import { searching } from './text-search';

/**
 * Members of an event that identify a person: the folded userName, and the paths of the schemas.
 */
const NAMING = [['login'], ...personalPaths];

const at = (said: Json | undefined, path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((one, name) => (one as Attributes | undefined)?.[name], said);

/** Every text in a value that may identify a person. */
const leaves = (value: Json | undefined): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    impersonalParts.has(name) ? [] : leaves(part),
  );
};

/** Whether a text is long enough to identify a person: not `A`, not `42`. */
const says = (text: string): boolean => text.length > 1 && !/^\d{1,5}$/.test(text);

/** The texts by which the events of a user name the person. */
export const textsOf = (events: readonly Attributes[]): readonly string[] => {
  const texts = new Set<string>();
  for (const data of events)
    for (const said of [data, data['attributes'], data['set']])
      for (const path of NAMING)
        for (const text of leaves(at(said, path))) if (says(text.trim())) texts.add(text.trim());
  return [...texts].sort((a, b) => b.length - a.length);
};

const ENCODED = /(?:%[0-9a-f]{2})+/gi;
const decoded = (run: string): string => {
  try {
    return decodeURIComponent(run);
  } catch {
    return ' ';
  }
};

/**
 * Whether a text names the person: it contains one of their texts as whole words, in any case, also
 * as an address writes them (`Ada%20Lovelace`). The cost depends on the length of the text alone.
 */
export const naming = (texts: readonly string[]): ((text: string) => boolean) => {
  const isIn = searching(new Set(texts.map(foldCase)));
  return (text) =>
    isIn(foldCase(text)) ||
    (text.includes('%') && isIn(foldCase(text.replaceAll(ENCODED, decoded))));
};

/** Shorter texts are parts of unrelated words. */
const SHORTEST_RUN = 4;
const run = (text: string): string => foldCase(text).replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Whether a name without blanks, such as an attribute's, names the person: `zeldaQuux`, `x_zelda`. */
export const namingRun = (texts: readonly string[]): ((name: string) => boolean) => {
  const wanted = [...new Set(texts.map(run))].filter(({ length }) => length >= SHORTEST_RUN);
  return (name) => {
    const said = run(name);
    return wanted.some((one) => said.includes(one));
  };
};

/** Alternatives of a pattern, letters of one, and of all: a larger one Postgres takes seconds to read. */
const MOST_LOOKED_FOR = 200;
const LONGEST_LOOKED_FOR = 200;
const LETTERS_LOOKED_FOR = 10_000;

/** The texts to search present data for: the longest of those that name a person. */
export const soughtOf = (texts: readonly string[]): readonly string[] => {
  let letters = 0;
  return [...new Set(texts)]
    .filter(({ length }) => length <= LONGEST_LOOKED_FOR)
    .sort((a, b) => b.length - a.length)
    .slice(0, MOST_LOOKED_FOR)
    .filter(({ length }) => (letters += length) <= LETTERS_LOOKED_FOR);
};

const quoted = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Sought texts for Postgres, over JSON text; undefined when nothing can be looked for. */
export const namingPattern = (sought: readonly string[]): string | undefined =>
  sought.length === 0
    ? undefined
    : `(^|[^[:alnum:]]|%[0-9a-fA-F]{2})(${sought.map(quoted).join('|')})($|[^[:alnum:]])`;
