import { HIDDEN, nameOf } from './explanation';
import { isKnownInFilter, isKnownPart, parameterOf } from './known-words';

type Members = Readonly<Record<string, unknown>>;

const MOST = 60;
/** Characters of a parameter that are looked at. */
const MOST_VALUE = 1_000;
/** The most names read of one body, with any content, and the most characters of a URN. */
const MOST_LOOKED_AT = 2_000;
const MOST_URN = 250;

/** Names as they may be stored, each once. */
class Names {
  readonly found = new Set<string>();
  private looks = 0;

  /** Whether it can take another. */
  get isOpen(): boolean {
    return this.found.size < MOST && this.looks < MOST_LOOKED_AT;
  }

  add(name: string): void {
    this.looks += 1;
    this.found.add(nameOf(name));
  }
}

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An extension's attributes under its URN, others by themselves; `schemas` names no attribute. */
const ofResource = (resource: Members, names: Names): void => {
  for (const name in resource) {
    if (!names.isOpen) return;
    if (name === 'schemas') continue;
    const value = resource[name];
    if (!name.startsWith('urn:') || !isMembers(value)) names.add(name);
    else ofExtension(name.slice(0, MOST_URN), value, names);
  }
};

const ofExtension = (urn: string, value: Members, names: Names): void => {
  for (const part in value) {
    if (!names.isOpen) return;
    names.add(`${urn}:${part.slice(0, MOST_URN)}`);
  }
};

const ofOperations = (operations: readonly unknown[], names: Names): void => {
  for (const operation of operations) {
    if (!names.isOpen) return;
    if (!isMembers(operation)) continue;
    const { path, data } = operation;
    // An operation of a Bulk request: `path` names a resource, `data` its attributes.
    if (isMembers(data)) ofBody(data, names);
    else if ('method' in operation) continue;
    else if (typeof path === 'string') names.add(path);
    else if (isMembers(operation['value'])) ofResource(operation['value'], names);
  }
};

const ofBody = (body: Members, names: Names): void => {
  const operations = body['Operations'] ?? body['operations'];
  if (Array.isArray(operations)) ofOperations(operations, names);
  else ofResource(body, names);
};

/** The names of the attributes that a body, as it was sent, writes. Never a value. */
export const attributeNames = (body: unknown): readonly string[] => {
  if (!isMembers(body)) return [];
  const names = new Names();
  ofBody(body, names);
  return [...names.found];
};

const RESOURCE_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a part of a path is the id of a resource and cannot be a person's name. */
export const isResourceId = (text: string): boolean => RESOURCE_ID.test(text);

const QUOTED = /"(?:[^"\\]|\\.)*"?/g;
const UNQUOTED = /(?<= (?:eq|ne|co|sw|ew|gt|ge|lt|le) )(?!"|true\b|false\b|null\b)[^\s)\]]+/gi;
const OPERATOR = / (?:eq|ne|co|sw|ew|gt|ge|lt|le|pr)\b/i;
const WORDS = /[^\s"….()[\]][^\s"…()[\]]*|\.[^\s"…()[\]]*/g;

/** A filter, or a path with one, without the compared values. */
export const withoutCompared = (text: string): string =>
  text.replace(QUOTED, `"${HIDDEN}"`).replace(UNQUOTED, HIDDEN);

/**
 * A filter without its compared values, and without every word that the protocol does not define.
 */
export const shownFilter = (filter: string): string => {
  const shown = withoutCompared(filter).slice(0, 200).replaceAll(/\s/g, ' ');
  return OPERATOR.test(shown)
    ? shown.replace(WORDS, (word) => (isKnownInFilter(word) ? word : HIDDEN))
    : HIDDEN;
};

const shownParameter = ([name, value]: [string, unknown]): string => {
  const isShown = parameterOf(name);
  if (!isShown) return `${HIDDEN}=${HIDDEN}`;
  if (typeof value !== 'string') return `${name}=${HIDDEN}`;
  if (name.toLowerCase() === 'filter') return `${name}=${shownFilter(value)}`;
  const parts = value.slice(0, MOST_VALUE).split(',');
  return `${name}=${parts.map((one) => (isShown(one.trim()) ? one.trim() : HIDDEN)).join(',')}`;
};

/**
 * The path and query below the base URL: shows the protocol's words and ids, and hides the rest.
 */
export const shownPath = (url: string, query: Readonly<Record<string, unknown>>): string => {
  const end = url.indexOf('?');
  const path = (end < 0 ? url : url.slice(0, end))
    .slice('/scim/v2'.length)
    .split('/', 6)
    .map((part) => (part === '' || isKnownPart(part) || isResourceId(part) ? part : HIDDEN))
    .join('/');
  if (end < 0) return path;
  return `${path}?${Object.entries(query).slice(0, 12).map(shownParameter).join('&')}`;
};
