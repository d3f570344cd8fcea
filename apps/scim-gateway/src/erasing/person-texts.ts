import type { Attributes, Json } from '@rollcall/contracts';
import { foldCase } from '@rollcall/protocol';

/** Attributes that say who somebody is; others say what they do. */
const NAMING = [
  ...['login', 'userName', 'displayName', 'externalId', 'nickName', 'name'],
  ...['emails', 'phoneNumbers', 'ims', 'profileUrl'],
];

const leaves = (value: Json | undefined): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    name === 'type' ? [] : leaves(part as Json),
  );
};

/** Too little to tell a person by: `A`, `42`. */
const says = (text: string): boolean => text.length > 1 && !/^\d{1,5}$/.test(text);

/** The texts by which the events of a user name the person. */
export const textsOf = (events: readonly Attributes[]): readonly string[] => {
  const texts = new Set<string>();
  for (const data of events)
    for (const said of [data, data['attributes'], data['set']])
      for (const name of NAMING)
        for (const text of leaves((said as Attributes | undefined)?.[name]))
          if (says(text.trim())) texts.add(text.trim());
  return [...texts].sort((a, b) => b.length - a.length);
};

/** The end of a word, looked for in the two units before or behind it: a character has one or two. */
const ENDS_IN_WORD = /[\p{L}\p{N}]$/u;
const BEGINS_WITH_WORD = /^[\p{L}\p{N}]/u;

const hasWord = (text: string, wanted: string): boolean => {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    const before = text.slice(Math.max(0, at - 2), at);
    if (!ENDS_IN_WORD.test(before) && !BEGINS_WITH_WORD.test(text.slice(end, end + 2))) return true;
  }
  return false;
};

/**
 * Whether a text names the person: one of theirs as words of its own, whatever the case. One after
 * the other: a pattern of all the thousand addresses that somebody may have takes seconds.
 */
export const naming = (texts: readonly string[]): ((text: string | null) => boolean) => {
  const wanted = [...new Set(texts.map(foldCase))];
  return (text) => {
    if (text === null) return false;
    const said = foldCase(text);
    return wanted.some((one) => hasWord(said, one));
  };
};

/** Alternatives of a pattern, letters of one, and of all: a larger one Postgres takes seconds to read. */
const MOST_LOOKED_FOR = 200;
const LONGEST_LOOKED_FOR = 200;
const LETTERS_LOOKED_FOR = 10_000;

/** Of texts that name somebody those that are looked for in what is there now: the longest. */
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
    : `(^|[^[:alnum:]])(${sought.map(quoted).join('|')})($|[^[:alnum:]])`;
