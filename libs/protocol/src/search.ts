/** `POST /.search` (RFC 7644 §3.4.3): the parameters of a query in a body. */
import { invalidSyntax, invalidValue, quoted } from './errors';
import { checkMessage } from './message';
import type { Query } from './query';
import { isObject, type Json } from './value';

export const SEARCH_URN = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

type Kind = 'names' | 'text' | 'number';

const MEMBERS: Readonly<Record<string, { readonly name: string; readonly kind: Kind }>> = {
  attributes: { name: 'attributes', kind: 'names' },
  excludedattributes: { name: 'excludedAttributes', kind: 'names' },
  filter: { name: 'filter', kind: 'text' },
  sortby: { name: 'sortBy', kind: 'text' },
  sortorder: { name: 'sortOrder', kind: 'text' },
  startindex: { name: 'startIndex', kind: 'number' },
  count: { name: 'count', kind: 'number' },
  cursor: { name: 'cursor', kind: 'text' },
};

const READ: Readonly<Record<Kind, (name: string, value: Json) => string>> = {
  names: (name, value) => {
    if (!Array.isArray(value) || value.some((one) => typeof one !== 'string'))
      throw invalidValue(`${quoted(name)} must be a list of attribute names.`);
    return value.join(',');
  },
  text: (name, value) => {
    if (typeof value !== 'string') throw invalidValue(`${quoted(name)} must be a string.`);
    return value;
  },
  // The reader of the query reports its faults, as invalidValue or as invalidCount.
  number: (_, value) => JSON.stringify(value),
};

/** The query of a SearchRequest, for parseListQuery and parseProjection. Throws invalidSyntax or invalidValue. */
export const parseSearch = (body: unknown): Query => {
  if (!isObject(body)) throw invalidSyntax('The body must be a JSON object.');
  checkMessage(body, SEARCH_URN);
  const query: Record<string, string> = {};
  for (const [given, value] of Object.entries(body)) {
    const lower = given.toLowerCase();
    if (lower === 'schemas') continue;
    const known = Object.hasOwn(MEMBERS, lower) ? MEMBERS[lower] : undefined;
    if (!known) throw invalidSyntax(`${quoted(given)} is no member of a SearchRequest.`);
    const { name, kind } = known;
    if (query[name] !== undefined) throw invalidSyntax(`${quoted(name)} is given more than once.`);
    if (value !== null) query[name] = READ[kind](name, value);
  }
  return query;
};
