import { ENTERPRISE_URN } from '../schemas/enterprise-user';
import { isObject, type Json, type JsonObject } from '../value';
import { eachOperation } from './operations';
import type { Quirk } from './quirk';

const URN = ENTERPRISE_URN.toLowerCase();
const MANAGER = `${ENTERPRISE_URN}:manager`;

const reference = (value: Json | undefined): Json | undefined => {
  if (typeof value === 'string') return value === '' ? null : { value };
  if (!Array.isArray(value) || value.length !== 1) return value;
  const [one] = value as readonly Json[];
  return typeof one === 'string' || isObject(one) ? reference(one) : value;
};

/** The object with one member rewritten, whatever its case; the same when there is nothing to do. */
const inside = (object: JsonObject, named: string, rewrite: (part: Json) => Json): JsonObject => {
  for (const name in object) {
    if (name.toLowerCase() !== named) continue;
    const part = object[name] as Json;
    const next = rewrite(part);
    return next === part ? object : { ...object, [name]: next };
  }
  return object;
};

const inExtension = (value: Json): Json =>
  isObject(value) ? inside(value, 'manager', (part) => reference(part) ?? null) : value;

const inResource = (value: Json): Json =>
  isObject(value) ? inside(value, URN, inExtension) : value;

const ofOperation = (operation: JsonObject): JsonObject => {
  const { path, value } = operation;
  const lower = typeof path === 'string' ? path.toLowerCase() : '';
  if (lower === 'manager' || lower === MANAGER.toLowerCase()) {
    const next = reference(value);
    if (path === MANAGER && next === value) return operation;
    return { ...operation, path: MANAGER, ...(next === undefined ? {} : { value: next }) };
  }
  if (value === undefined || (lower !== '' && lower !== URN)) return operation;
  const next = lower === URN ? inExtension(value) : inResource(value);
  return next === value ? operation : { ...operation, value: next };
};

/** Entra names a manager by "manager" alone, as a string, a list of one, or an object. */
export const entraManager: Quirk = {
  name: 'entra-manager',
  provider: 'entra',
  summary: 'A manager as a string or a list of one is read as an object.',
  rewrite: ({ method, body }) =>
    method === 'PATCH' ? eachOperation(body, ofOperation) : inResource(body as Json),
};
