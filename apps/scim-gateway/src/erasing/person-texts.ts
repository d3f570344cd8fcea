import type { Attributes, Json } from '@rollcall/contracts';

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

const quoted = (texts: readonly string[]): string =>
  texts.map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');

/** Whether a text names the person: one of theirs as words of its own, whatever the case. */
export const naming = (texts: readonly string[]): ((text: string | null) => boolean) => {
  if (texts.length === 0) return () => false;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${quoted(texts)})(?![\\p{L}\\p{N}])`, 'iu');
  return (text) => text !== null && pattern.test(text);
};

/** The same for Postgres, over JSON text; undefined when nothing can be looked for. */
export const namingPattern = (texts: readonly string[]): string | undefined =>
  texts.length === 0 ? undefined : `(^|[^[:alnum:]])(${quoted(texts)})($|[^[:alnum:]])`;
