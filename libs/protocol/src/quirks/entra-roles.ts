import { member } from '../message';
import { isObject, type Json, type JsonObject } from '../value';
import { eachOperation } from './operations';
import type { Quirk } from './quirk';

const NAMES: ReadonlySet<string> = new Set(['roles', 'entitlements']);
const CORE = 'urn:ietf:params:scim:schemas:core:2.0:user:';

const isRoles = (name: string): boolean => {
  const lower = name.toLowerCase();
  return NAMES.has(lower.startsWith(CORE) ? lower.slice(CORE.length) : lower);
};

/** `{id, value, displayName}` as SCIM has it; the same when there is nothing to do. */
const ofRole = (role: Json): Json => {
  if (!isObject(role)) return role;
  const [id, displayName] = [member(role, 'id'), member(role, 'displayName')];
  if (id === undefined && displayName === undefined) return role;
  const next: JsonObject = {};
  for (const name in role)
    if (!['id', 'displayname'].includes(name.toLowerCase())) next[name] = role[name] as Json;
  if (id !== undefined && (member(next, 'value') ?? '') === '') next['value'] = id;
  if (displayName !== undefined && (member(next, 'display') ?? '') === '')
    next['display'] = displayName;
  return next;
};

const ofRoles = (value: Json): Json => {
  if (!Array.isArray(value)) return ofRole(value);
  const next = (value as readonly Json[]).map(ofRole);
  return next.some((one, i) => one !== value[i]) ? next : value;
};

const inResource = (resource: Json): Json => {
  if (!isObject(resource)) return resource;
  let next: JsonObject | undefined;
  for (const name in resource) {
    if (!isRoles(name)) continue;
    const part = resource[name] as Json;
    const read = ofRoles(part);
    if (read !== part) (next ??= { ...resource })[name] = read;
  }
  return next ?? resource;
};

const ofOperation = (operation: JsonObject): JsonObject => {
  const { path, value } = operation;
  if (typeof path !== 'string' || path === '')
    return value === undefined ? operation : withValue(operation, inResource(value));
  const end = path.search(/[.[](?!\d)/);
  if (!isRoles(end < 0 ? path : path.slice(0, end))) return operation;
  const part = path.slice(1 + Math.max(path.lastIndexOf(']'), end)).replace(/^\./, '');
  if (/^displayName$/i.test(part))
    return { ...operation, path: `${path.slice(0, -part.length)}display` };
  return value === undefined ? operation : withValue(operation, ofRoles(value));
};

const withValue = (operation: JsonObject, value: Json): JsonObject =>
  value === operation['value'] ? operation : { ...operation, value };

/** What `AppRoleAssignmentsComplex` makes: a POST has no id and a displayName, a PATCH has both. */
export const entraRoles: Quirk = {
  name: 'entra-roles',
  provider: 'entra',
  summary:
    'Of roles and entitlements "displayName" is read as "display"; "id" is the value where there is none, and dropped otherwise.',
  rewrite: ({ method, body }) =>
    method === 'PATCH' ? eachOperation(body, ofOperation) : inResource(body as Json),
};
