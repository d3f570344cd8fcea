/** The parts of a resource that an answer holds (RFC 7644 §3.9, `returned` of RFC 7643 §7). */
import { resolveAttribute, type Resolved } from './path';
import type { Profile } from './profiles/profile';
import { isObject, type Json, type JsonObject } from './value';

export interface Projection {
  readonly kind: 'only' | 'without';
  readonly names: readonly string[];
}

/** Whether an answer with this projection holds an attribute, or a part of it. */
export const shows = (
  profile: Profile,
  projection: Projection | undefined,
  attribute: string,
): boolean => {
  if (!projection) return true;
  const { kind, names } = projection;
  const found = names.map((name) => resolveAttribute(profile, name));
  return kind === 'only'
    ? found.some((one) => one?.extension === undefined && one?.attribute.name === attribute)
    : !found.some(
        (one) =>
          one?.extension === undefined && one?.attribute.name === attribute && !one.subAttribute,
      );
};

const ALWAYS = ['schemas', 'id'];

/** A resource with the requested attributes; unknown names are ignored. */
export const projectResource = (
  profile: Profile,
  resource: { readonly [name: string]: unknown },
  { kind, names }: Projection,
): JsonObject => {
  const paths = names.map(
    (name) => profile.byUrn.get(name.toLowerCase())?.urn ?? resolveAttribute(profile, name),
  );
  const whole = resource as JsonObject;
  const result = kind === 'only' ? only(whole, paths) : without(whole, paths);
  for (const path of paths) if (typeof path === 'object' && path.subAttribute) tidy(result, path);
  return result;
};

/** Values of which no part is left are none (RFC 7643 §2.5). */
const tidy = (result: JsonObject, { extension, attribute: { name } }: Resolved): void => {
  if (extension === undefined) return tidyPart(result, name);
  const holder = result[extension];
  if (!isObject(holder)) return;
  const rest = { ...holder };
  tidyPart(rest, name);
  if (isBare(rest)) delete result[extension];
  else result[extension] = rest;
};

const tidyPart = (holder: JsonObject, name: string): void => {
  const value = holder[name];
  if (value === undefined) return;
  const left = Array.isArray(value)
    ? (value as readonly Json[]).filter((one) => !isBare(one))
    : value;
  if (isBare(left) || (Array.isArray(left) && left.length === 0)) delete holder[name];
  else holder[name] = left;
};

const isBare = (value: Json): boolean => isObject(value) && Object.keys(value).length === 0;

type Path = string | Resolved | undefined;

const only = (resource: JsonObject, paths: readonly Path[]): JsonObject => {
  const result: JsonObject = {};
  for (const name of ALWAYS) if (resource[name] !== undefined) result[name] = resource[name];
  for (const path of paths) {
    if (path === undefined) continue;
    if (typeof path === 'string') copy(result, resource, path);
    else if (path.extension === undefined) pick(result, resource, path);
    else {
      const from = resource[path.extension];
      if (!isObject(from)) continue;
      const into = result[path.extension];
      const extension: JsonObject = isObject(into) ? { ...into } : {};
      pick(extension, from, path);
      if (Object.keys(extension).length > 0) result[path.extension] = extension;
    }
  }
  return result;
};

const copy = (into: JsonObject, from: JsonObject, name: string): void => {
  if (from[name] !== undefined) into[name] = from[name];
};

const pick = (into: JsonObject, from: JsonObject, { attribute, subAttribute }: Resolved): void => {
  const value = from[attribute.name];
  if (value === undefined) return;
  if (!subAttribute) into[attribute.name] = value;
  else into[attribute.name] = parts(value, into[attribute.name], subAttribute.name);
};

const parts = (value: Json, had: Json | undefined, name: string): Json => {
  if (Array.isArray(value))
    return (value as readonly Json[]).map((one, i) =>
      parts(one, Array.isArray(had) ? (had as readonly Json[])[i] : undefined, name),
    );
  const before: JsonObject = isObject(had) ? { ...had } : {};
  if (isObject(value) && value[name] !== undefined) before[name] = value[name];
  return before;
};

const without = (resource: JsonObject, paths: readonly Path[]): JsonObject => {
  const result: JsonObject = { ...resource };
  for (const path of paths) {
    if (path === undefined) continue;
    if (typeof path === 'string') delete result[path];
    else if (path.extension === undefined) drop(result, path);
    else {
      const extension = result[path.extension];
      if (!isObject(extension)) continue;
      const rest: JsonObject = { ...extension };
      drop(rest, path);
      result[path.extension] = rest;
    }
  }
  return result;
};

const drop = (from: JsonObject, { attribute, subAttribute }: Resolved): void => {
  if (attribute.returned === 'always' || ALWAYS.includes(attribute.name)) return;
  const value = from[attribute.name];
  if (!subAttribute) delete from[attribute.name];
  else if (value !== undefined) from[attribute.name] = less(value, subAttribute.name);
};

const less = (value: Json, name: string): Json => {
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => less(one, name));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([part]) => part !== name));
};
