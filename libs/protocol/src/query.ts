/** The query of a list (RFC 7644 §3.4.2) and the parts that an answer shall hold (§3.9). */
import {
  invalidCount,
  invalidCursor,
  invalidPath,
  invalidValue,
  quoted,
  type ScimError,
} from './errors';
import type { Filter } from './filter/ast';
import { parseFilter } from './filter/parse';
import { LIMITS } from './limits';
import { resolveAttribute, type Resolved } from './path';
import type { Profile } from './profiles/profile';
import type { Projection } from './present';

export type Query = { readonly [name: string]: string | readonly string[] | undefined };

export interface ListQuery {
  readonly filter?: Filter;
  /** From 1. */
  readonly startIndex: number;
  /** 0 asks for the total alone; at most 200 are given. */
  readonly count: number;
  readonly sortBy?: string;
  readonly sortOrder: 'ascending' | 'descending';
  /** Asks for pages by cursor (RFC 9865); empty for the first one. */
  readonly cursor?: string;
}

const once = (query: Query, name: string): string | undefined => {
  const value = query[name];
  if (value === undefined || typeof value === 'string') return value;
  throw invalidValue(`${name} is given more than once.`);
};

/** Beyond every list, and exact here and in SQL. */
const MOST = 999_999_999_999_999;

const whole = (
  query: Query,
  name: string,
  otherwise: number,
  least: number,
  refusal: (detail: string) => ScimError = invalidValue,
): number => {
  const text = once(query, name);
  if (text === undefined || text === '') return otherwise;
  if (!/^[+-]?\d+$/.test(text.trim()))
    throw refusal(`${name} must be a whole number, not ${quoted(text)}.`);
  return Math.min(MOST, Math.max(least, Number(text)));
};

/** Unreserved characters of RFC 3986 §2.3 alone (RFC 9865 §2). */
const cursorOf = (query: Query): string | undefined => {
  const cursor = once(query, 'cursor');
  if (cursor === undefined) return undefined;
  if (cursor.length > LIMITS.cursor || !/^[\w.~-]*$/.test(cursor))
    throw invalidCursor('This is not a cursor of this service. Send an empty cursor to start.');
  if (once(query, 'startIndex'))
    throw invalidValue('Give startIndex or cursor, not both: they are two ways to page.');
  return cursor;
};

/** What is never returned orders nothing: the order would tell of it. */
const isShown = (found: Resolved | undefined): boolean =>
  found !== undefined && found.attribute.returned !== 'never';

/** Throws invalidFilter, invalidValue, invalidPath, invalidCursor or invalidCount. */
export const parseListQuery = (query: Query, profile: Profile): ListQuery => {
  const filter = once(query, 'filter');
  const sortBy = once(query, 'sortBy') || undefined;
  const order = (once(query, 'sortOrder') || 'ascending').toLowerCase();
  if (order !== 'ascending' && order !== 'descending')
    throw invalidValue('sortOrder must be ascending or descending.');
  if (sortBy !== undefined && !isShown(resolveAttribute(profile, sortBy)))
    throw invalidPath(`There is no attribute ${quoted(sortBy)} to sort by.`);
  const cursor = cursorOf(query);
  const refusal = cursor === undefined ? invalidValue : invalidCount;
  const count = whole(query, 'count', LIMITS.pageByDefault, 0, refusal);
  return {
    startIndex: whole(query, 'startIndex', 1, 1),
    count: Math.min(LIMITS.page, count),
    sortOrder: order,
    // An empty filter is a filter that somebody forgot to fill in: it must not select everybody.
    ...(filter === undefined ? {} : { filter: parseFilter(filter, profile) }),
    ...(sortBy === undefined ? {} : { sortBy }),
    ...(cursor === undefined ? {} : { cursor }),
  };
};

/** Each attribute once: a name that comes a thousand times is looked up once. */
const names = (text: string | undefined, profile: Profile): readonly string[] | undefined => {
  const some = new Map<string, string>();
  for (const part of text?.split(',') ?? []) {
    const name = part.trim();
    if (name !== '') some.set(keyOf(profile, name), name);
  }
  return some.size > 0 ? [...some.values()] : undefined;
};

/** The same for every spelling of an attribute, and for all names that name nothing. */
const keyOf = (profile: Profile, name: string): string => {
  const extension = profile.byUrn.get(name.toLowerCase());
  if (extension) return extension.urn;
  const found = resolveAttribute(profile, name);
  if (!found) return '';
  return `${found.extension ?? ''}:${found.attribute.name}.${found.subAttribute?.name ?? ''}`;
};

/** What `attributes` and `excludedAttributes` ask for; undefined when neither does. */
export const parseProjection = (query: Query, profile: Profile): Projection | undefined => {
  const attributes = names(once(query, 'attributes'), profile);
  const excluded = names(once(query, 'excludedAttributes'), profile);
  if (attributes && excluded)
    throw invalidValue('Give attributes or excludedAttributes, not both (RFC 7644 §3.9).');
  if (attributes) return { kind: 'only', names: attributes };
  return excluded && { kind: 'without', names: excluded };
};
