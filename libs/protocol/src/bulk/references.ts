/** `bulkId:x` in paths and data: the id of a resource that another operation creates (RFC 7644 §3.7.2). */
import { isObject, type Json, type JsonObject } from '../value';
import type { BulkOperation } from './request';

const PREFIX = 'bulkId:';
/** In the filter of a PATCH path: `members[value eq "bulkId:x"]`. */
const IN_PATH = /"bulkId:([^"\\]+)"/g;

/** The bulkId that a text refers to as a whole. */
export const referred = (text: string | undefined): string | undefined =>
  text?.startsWith(PREFIX) && text.length > PREFIX.length ? text.slice(PREFIX.length) : undefined;

/** The bulkIds that an operation refers to. */
export const referencesOf = ({ id, data }: BulkOperation): ReadonlySet<string> => {
  const found = new Set<string>();
  const whole = referred(id);
  if (whole !== undefined) found.add(whole);
  each(data, '', (bulkId) => void found.add(bulkId));
  return found;
};

/** The operation with ids for its references; data with references is copied. */
export const resolved = (
  operation: BulkOperation,
  idOf: (bulkId: string) => string,
): BulkOperation => {
  const whole = referred(operation.id);
  return {
    ...operation,
    id: whole === undefined ? operation.id : idOf(whole),
    data: replaced(operation.data, '', idOf),
  };
};

const isPath = (name: string): boolean => name.toLowerCase() === 'path';

const each = (value: Json, name: string, found: (bulkId: string) => void): void => {
  if (typeof value === 'string') {
    const whole = referred(value);
    if (whole !== undefined) found(whole);
    else if (isPath(name))
      for (const [, bulkId] of value.matchAll(IN_PATH)) found(bulkId as string);
  } else if (Array.isArray(value)) {
    for (const one of value as readonly Json[]) each(one, name, found);
  } else if (isObject(value)) {
    for (const part in value) each(value[part] as Json, part, found);
  }
};

const replaced = (value: Json, name: string, idOf: (bulkId: string) => string): Json => {
  if (typeof value === 'string') {
    const whole = referred(value);
    if (whole !== undefined) return idOf(whole);
    return isPath(name)
      ? value.replace(IN_PATH, (_, bulkId: string) => `"${idOf(bulkId)}"`)
      : value;
  }
  if (Array.isArray(value))
    return (value as readonly Json[]).map((one) => replaced(one, name, idOf));
  if (!isObject(value)) return value;
  const next: JsonObject = {};
  for (const part in value) next[part] = replaced(value[part] as Json, part, idOf);
  return next;
};
