import { isObject, type Json, type JsonObject } from '../value';
import { eachOperation } from './operations';
import type { Quirk } from './quirk';

const BOOLEANS: ReadonlySet<string> = new Set(['active', 'primary']);

/** By the last name of a path. Searched from its end: a pattern would take a long path's square. */
const isBoolean = (path: string): boolean =>
  BOOLEANS.has(
    path
      .slice(1 + Math.max(path.lastIndexOf('.'), path.lastIndexOf(':'), path.lastIndexOf(']')))
      .toLowerCase(),
  );

const read = (value: Json): Json => {
  if (typeof value !== 'string') return value;
  const word = value.toLowerCase();
  return word === 'true' || word === 'false' ? word === 'true' : value;
};

/** `roles[primary eq "True"].value`, as the SCIM Validator sends it. */
const COMPARED = /((?:primary|active) eq )"(true|false)"/gi;

/** Booleans as text at any depth; the same value when there are none. */
const deep = (value: Json): Json => {
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const next = (value as readonly Json[]).map(deep);
    return next.some((one, i) => one !== value[i]) ? next : value;
  }
  if (!isObject(value)) return value;
  let next: JsonObject | undefined;
  for (const name in value) {
    const part = value[name] as Json;
    const seen = typeof part === 'string' ? (isBoolean(name) ? read(part) : part) : deep(part);
    if (seen !== part) (next ??= { ...value })[name] = seen;
  }
  return next ?? value;
};

/** Entra sends `"active": "False"`; a leaver must not stay switched on for it. */
export const entraBooleans: Quirk = {
  name: 'entra-booleans',
  provider: 'entra',
  summary: 'Booleans written as text are read as booleans.',
  rewrite: ({ method, body }) => {
    if (method !== 'PATCH') return deep(body as Json);
    return eachOperation(body, (operation) => {
      const { path, value } = operation;
      const to = typeof path === 'string' ? path.replace(COMPARED, '$1$2') : path;
      const next =
        value === undefined || !(typeof path === 'string' && isBoolean(path))
          ? value && deep(value)
          : read(value);
      if (next === value && to === path) return operation;
      return {
        ...operation,
        ...(to === undefined ? {} : { path: to }),
        ...(next === undefined ? {} : { value: next }),
      };
    });
  },
};
