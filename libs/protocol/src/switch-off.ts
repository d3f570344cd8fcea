/** What a message would have done to a person, when it was refused: whether it switched them off. */
import { isObject, type Json, type JsonObject } from './value';

const OFF: ReadonlySet<string> = new Set(['false', '0', 'no', 'off']);
const CORE = 'urn:ietf:params:scim:schemas:core:2.0:user';

/**
 * Whether a body of PUT or PATCH, as it was sent, switches the person off, in whatever dialect or
 * spelling: it was refused, so nothing in it can be relied on. Never throws.
 */
export const switchesOff = (body: unknown): boolean => {
  if (!isObject(body)) return false;
  if (inResource(body)) return true;
  return valuesOf(body, 'operations').some(
    (operations) => Array.isArray(operations) && (operations as readonly Json[]).some(ofOperation),
  );
};

const ofOperation = (operation: Json): boolean => {
  if (!isObject(operation)) return false;
  if (valuesOf(operation, 'op').some((op) => String(op).toLowerCase() === 'remove')) return false;
  const values = valuesOf(operation, 'value');
  const paths = valuesOf(operation, 'path').filter(
    (path) => typeof path === 'string' && path.trim() !== '',
  );
  if (paths.length === 0) return values.some((value) => isObject(value) && inResource(value));
  return paths.some((path) => isActive(String(path))) && values.some(isOff);
};

const inResource = (resource: JsonObject): boolean => {
  for (const name in resource) {
    const value = resource[name] as Json;
    if (isActive(name) && isOff(value)) return true;
    if (name.toLowerCase() === CORE && isObject(value) && inResource(value)) return true;
  }
  return false;
};

const isActive = (name: string): boolean => {
  const lower = name.trim().slice(-100).toLowerCase();
  return lower === 'active' || lower === `${CORE}:active` || lower === `${CORE}.active`;
};

/** false, as text, or wrapped: `[false]`, `[{"value": "False"}]`. */
const isOff = (value: Json): boolean => {
  if (Array.isArray(value)) return value.length === 1 && isOff(value[0] as Json);
  if (isObject(value)) return valuesOf(value, 'value').some(isOff);
  return value === false || value === 0 || OFF.has(String(value).trim().slice(0, 8).toLowerCase());
};

/** All members of that name: a message that says one twice is refused for it. */
const valuesOf = (object: JsonObject, lower: string): readonly Json[] =>
  Object.entries(object)
    .filter(([name]) => name.length === lower.length && name.toLowerCase() === lower)
    .map(([, value]) => value);
