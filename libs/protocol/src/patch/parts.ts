import type { Attribute } from '../schemas/attribute';
import { isEmpty, isObject, type Json, type JsonObject } from '../value';
import type { Op } from './operation';

/**
 * A complex value, or an extension, after an object of parts: those that it names are set, or unset
 * by null (RFC 7643 §2.5); the others stay (RFC 7644 §3.5.2.3). `read` is what `sent` was read as.
 * undefined when nothing is left.
 */
export const withParts = (
  now: Json | undefined,
  sent: JsonObject,
  read: Json | undefined,
  known: ReadonlyMap<string, Attribute>,
): JsonObject | undefined => {
  const next: JsonObject = { ...(isObject(now) ? now : {}), ...(isObject(read) ? read : {}) };
  for (const [name, part] of Object.entries(sent)) {
    const attribute = known.get(name.toLowerCase());
    if (attribute && isEmpty(part) && attribute.mutability !== 'readOnly')
      delete next[attribute.name];
  }
  return Object.keys(next).length === 0 ? undefined : next;
};

/** Whether an empty reference removes the attribute: Entra removes a manager by `{"value": ""}`. */
export const clearsReference = (op: Op, sent: JsonObject): boolean =>
  (op === 'replace' && isEmpty(sent)) ||
  Object.entries(sent).some(([name, part]) => name.toLowerCase() === 'value' && isEmpty(part));
