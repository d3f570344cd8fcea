/** One attribute under two names in the value of a PATCH without a path: it is unknown which counts. */
import { twice } from '../errors';
import { parseFilter } from '../filter/parse';
import { questionOf } from '../filter/print';
import { foldCase } from '../case-fold';
import { checkName } from '../message';
import { splitBrackets } from '../path';
import { isObject, type Json, type JsonObject } from '../value';

type Names = readonly string[];

const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:(?:user|group):/;
/** The URN of a schema, and what stands behind it after a colon, or a dot in old jobs. */
const OF_SCHEMA = /^(urn:.*:\d+\.\d+:[a-z]+)(?:[.:](.*))?$/s;

/**
 * Throws invalidSyntax when two names of the object, or of objects in it, are one attribute: in
 * another case, with and without its URN, as a path and as a part of an object, or a part next to
 * its whole. Names may be paths, as the quirk of dotted keys takes them.
 */
export const checkSpellings = (value: JsonObject): void => {
  const said = new Set<string>();
  const within = new Set<string>();
  const note = (names: Names, as: string): void => {
    const ways = names.map((_, i) => names.slice(0, i + 1).join(' '));
    const whole = ways.pop() ?? '';
    if (said.has(whole) || within.has(whole) || ways.some((way) => said.has(way)))
      throw twice(as, 'one value');
    said.add(whole);
    for (const way of ways) within.add(way);
  };
  const walk = (part: Json, names: Names, as: string): void => {
    if (!isObject(part)) return note(names, as);
    const keys = new Set<string>();
    for (const name in part) {
      checkName(name);
      const more = namesIn(name);
      if (keys.size === keys.add(more.join(' ')).size) throw twice(name, 'one value');
      walk(part[name] as Json, [...names, ...more], name);
    }
  };
  walk(value, [], '');
};

/** What a key names, from the outside in. */
const namesIn = (key: string): Names => {
  const split = splitBrackets(key.trim());
  const lower = (split?.before ?? key.trim()).toLowerCase().replace(CORE, '');
  const [, schema, rest] = OF_SCHEMA.exec(lower) ?? [];
  const [name = '', part = '', ...more] = (schema === undefined ? lower : (rest ?? '')).split('.');
  return [
    ...(schema === undefined ? [] : [schema]),
    // An attribute has parts, and those have none: whatever else there is stays one name.
    ...[name, part, more.join('.')].filter(Boolean),
    ...(split ? [`[${sameFilter(split.filter)}]`] : []),
    ...(split?.sub === undefined ? [] : [split.sub.toLowerCase()]),
  ];
};

/** The same text for each spelling of one filter; a filter that cannot be read is refused elsewhere. */
const sameFilter = (text: string): string => {
  try {
    return foldCase(questionOf(parseFilter(text))).replace(/"(true|false)"/g, '$1');
  } catch {
    return foldCase(text);
  }
};
