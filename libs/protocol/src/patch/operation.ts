/** PATCH bodies (RFC 7644 §3.5.2), read against the profile before anything is applied. */
import {
  invalidPath,
  invalidSyntax,
  invalidValue,
  missing,
  noTarget,
  notRemovable,
  quoted,
  readOnly,
  tooMany,
  unknownAttribute,
} from '../errors';
import { Faults } from '../faults';
import type { Filter } from '../filter/ast';
import { parseValueFilter } from '../filter/parse';
import { LIMITS } from '../limits';
import { checkMessage, member } from '../message';
import { resolvePath, splitBrackets, splitPath, type Resolved } from '../path';
import { rowsOfPath } from '../rows';
import { subAttributesOf, type Extension, type Profile } from '../profiles/profile';
import type { Attribute } from '../schemas/attribute';
import { isEmpty, isObject, type Json } from '../value';
import { checkSpellings } from './spellings';

export const PATCH_URN = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

export type Op = 'add' | 'remove' | 'replace';

/** Where an operation applies. */
export type Target =
  | { readonly kind: 'extension'; readonly extension: Extension }
  | {
      readonly kind: 'attribute';
      readonly extension?: string;
      readonly attribute: Attribute;
      readonly filter?: Filter;
      readonly subAttribute?: Attribute;
    };

export interface PatchOperation {
  readonly op: Op;
  readonly target: Target;
  readonly value: Json | undefined;
}

/**
 * The operations of a PATCH body, in their order; path-less ones become one for each attribute.
 * Throws invalidSyntax, invalidPath, invalidFilter, invalidValue, mutability, noTarget or tooMany.
 */
export const parsePatch = (profile: Profile, body: unknown): readonly PatchOperation[] => {
  if (!isObject(body)) throw invalidSyntax('The body must be a JSON object.');
  checkMessage(body, PATCH_URN);
  const operations = member(body, 'Operations');
  if (!Array.isArray(operations)) throw invalidSyntax('"Operations" must be a list.');
  if (operations.length > LIMITS.operations)
    throw tooMany(`The request has more than ${LIMITS.operations} operations.`);
  const faults = new Faults();
  const read = faults.each(operations as readonly Json[], (one, i) =>
    operation(profile, one, i + 1, faults),
  );
  faults.settle();
  return read;
};

const operation = (
  profile: Profile,
  one: Json,
  number: number,
  faults: Faults,
): readonly PatchOperation[] => {
  if (!isObject(one)) throw invalidSyntax(`Operation ${number} must be an object.`);
  const op = member(one, 'op');
  if (op !== 'add' && op !== 'remove' && op !== 'replace')
    throw invalidSyntax(`Operation ${number} has no "op" of add, remove or replace.`);
  const path = member(one, 'path');
  const value = member(one, 'value');
  if (path !== undefined && path !== null && typeof path !== 'string')
    throw invalidPath(`"path" of operation ${number} must be a string.`);
  if (typeof path === 'string' && path.length > LIMITS.text)
    throw invalidPath(
      `"path" of operation ${number} is longer than ${LIMITS.text} characters. Send several operations.`,
    );
  if (op !== 'remove' && value === undefined)
    throw invalidValue(`Operation ${number} (${op}) has no "value".`);
  if (typeof path === 'string' && path.trim() !== '') {
    if (op !== 'remove' && setsOnlySchemas(profile, path, value)) return [];
    return targeted(op, parseTarget(profile, path.trim(), value), value);
  }
  if (op === 'remove') throw noTarget(`Operation ${number} (remove) needs a "path".`);
  if (!isObject(value))
    throw invalidValue(`"value" of operation ${number} must be an object, since it has no "path".`);
  checkSpellings(value);
  return faults.each(Object.entries(value), ([name, part]) => {
    if (profile.ignored.has(name.toLowerCase())) return [];
    if (/[.[]/.test(name) && !profile.byUrn.has(name.toLowerCase()) && !isSchema(name))
      throw invalidPath(`${quoted(name)} is a path. Send it as the "path" of an operation.`);
    return targeted(op, parseTarget(profile, name, part), part);
  });
};

/** A schema that the profile does not have: its version has a dot, and it is no path. */
const isSchema = (name: string): boolean => /^urn:/i.test(name) && /:\d+\.\d+:[a-z]+$/i.test(name);

/**
 * RFC 7644 §3.5.2 lets a client name the schema of an extension before it sets what is in it. Ours
 * follow from what a resource has, so a name that is known changes nothing.
 */
const setsOnlySchemas = (profile: Profile, path: string, value: Json | undefined): boolean => {
  const urns = Array.isArray(value) ? (value as readonly Json[]) : [value];
  const known = [profile.core.id.toLowerCase(), ...profile.byUrn.keys()];
  return (
    path.trim().toLowerCase() === 'schemas' &&
    urns.length > 0 &&
    urns.every((one) => typeof one === 'string' && known.includes(one.toLowerCase()))
  );
};

/** RFC 7644 §3.5.2.2: a required attribute cannot be removed. `active` always has a value. */
const targeted = (
  op: Op,
  target: Target | undefined,
  value: Json | undefined,
): readonly PatchOperation[] => {
  if (!target) return [];
  if (target.kind === 'attribute' && target.extension === undefined && !target.subAttribute) {
    const { name, required } = target.attribute;
    if (op === 'remove' && (required || name === 'active')) throw notRemovable(name);
    if (op !== 'remove' && isEmpty(value) && (required || name === 'active'))
      throw missing(name, 'is required and cannot be empty');
  }
  return [{ op, target, value }];
};

/** The target of a path; undefined for an unknown attribute whose value is empty: it is ignored. */
const parseTarget = (
  profile: Profile,
  path: string,
  value: Json | undefined,
): Target | undefined => {
  const extension = profile.byUrn.get(path.toLowerCase());
  if (extension) return { kind: 'extension', extension };
  const { before, filter, sub } = splitBrackets(path) ?? { before: path };
  const split = splitPath(filter === undefined ? path : before);
  if (!split) throw invalidPath(`The path ${quoted(path)} is not an attribute path.`);
  const resolved = resolvePath(profile, split);
  if (!resolved) {
    if (value !== undefined && isEmpty(value)) return undefined;
    throw unknownAttribute(before, rowsOfPath(path, { before, sub }, value));
  }
  return targetOf(path, resolved, filter, sub);
};

const targetOf = (
  path: string,
  { extension, attribute, subAttribute: plain }: Resolved,
  filter: string | undefined,
  sub: string | undefined,
): Target | undefined => {
  if (attribute.name === 'password') return undefined;
  const subAttribute =
    sub === undefined ? plain : subAttributesOf(attribute).get(sub.toLowerCase());
  if (filter !== undefined && !(attribute.multiValued && attribute.type === 'complex'))
    throw invalidPath(`${quoted(attribute.name)} has no list of values to filter.`);
  if (sub !== undefined && !subAttribute) throw unknownAttribute(`${attribute.name}.${sub}`);
  if ((subAttribute ?? attribute).mutability === 'readOnly' || attribute.mutability === 'readOnly')
    throw readOnly(attribute.name, path);
  return {
    kind: 'attribute',
    attribute,
    ...(extension === undefined ? {} : { extension }),
    ...(filter === undefined ? {} : { filter: parseValueFilter(filter, attribute) }),
    ...(subAttribute ? { subAttribute } : {}),
  };
};
