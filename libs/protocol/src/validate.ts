/** Bodies of POST and PUT against the profile (RFC 7644 §3.3, §3.5.1). */
import {
  invalidSyntax,
  invalidValue,
  missing,
  quoted,
  unknownAttribute,
  wrongValue,
} from './errors';
import { Faults } from './faults';
import { foldCase } from './case-fold';
import { LIMITS } from './limits';
import { checkMessage, checkName } from './message';
import { checkUserName } from './names/user-name';
import type { Extension, Profile } from './profiles/profile';
import { rowsOf } from './rows';
import { distinct } from './multi-valued';
import {
  coerce,
  eachOf,
  isEmpty,
  isObject,
  put,
  settled,
  type Attributes,
  type Json,
  type JsonObject,
} from './value';

const EMAIL = /^[^\s@"(),:;<>[\]\\]+@(?=.{3,253}$)[^\s@.,:;<>()"[\]\\]+(\.[^\s@.,:;<>()"[\]\\]+)+$/;

const KEYS = ['userName', 'externalId', 'displayName'];

const utf8 = new TextEncoder();

const isEmail = (text: string): boolean => EMAIL.test(text);

/**
 * The attributes of a User body under their canonical names: read-only and empty ones left out.
 * `activeWhenMissing` is what a body without `active` means: true for POST; a PUT passes null
 * and keeps what the user has, since a deactivated user must not return by omission.
 * Throws invalidSyntax for an attribute that the
 * profile does not have, invalidValue for a value of the wrong kind or a required one missing.
 */
export const parseUser = (
  profile: Profile,
  body: unknown,
  activeWhenMissing: boolean | null = true,
): Attributes => {
  const faults = new Faults();
  const attributes = read(profile, body, faults);
  if (attributes['active'] === undefined && activeWhenMissing !== null)
    attributes['active'] = activeWhenMissing;
  return checked(profile, attributes, NOTHING, faults);
};

/** The attributes of any resource's body; throws as parseUser does. */
export const parseResource = (profile: Profile, body: unknown): Attributes => {
  const faults = new Faults();
  return checked(profile, read(profile, body, faults), NOTHING, faults);
};

const read = (profile: Profile, body: unknown, faults: Faults): JsonObject => {
  if (!isObject(body)) throw invalidSyntax('The body must be a JSON object.');
  const attributes: JsonObject = {};
  for (const [name, value] of Object.entries(body))
    try {
      take(profile, attributes, name, value);
    } catch (error) {
      faults.keep(error);
    }
  try {
    checkMessage(body, profile.core.id);
  } catch (error) {
    faults.keep(error);
  }
  return settled(attributes) ?? {};
};

/** Puts one top-level member of a body, or of a path-less PATCH value, where it belongs. */
const take = (profile: Profile, attributes: JsonObject, name: string, value: Json): void => {
  checkName(name);
  const lower = name.toLowerCase();
  const extension = profile.byUrn.get(lower);
  if (extension) {
    put(attributes, extension.urn, extensionValue(extension, value), 'the resource');
    return;
  }
  const bare = lower.startsWith('urn:') ? withoutCore(profile, lower) : lower;
  if (profile.ignored.has(bare)) return;
  const attribute = profile.attributes.get(bare);
  if (!attribute) {
    if (isEmpty(value)) return;
    throw unknownAttribute(name, rowsOf(name, value));
  }
  // A password that no quirk dropped: checked, and not kept.
  const kept = coerce(attribute, value);
  put(
    attributes,
    attribute.name,
    attribute.returned === 'never' ? undefined : kept,
    'the resource',
  );
};

const withoutCore = (profile: Profile, lower: string): string => {
  const prefix = `${profile.core.id.toLowerCase()}:`;
  return lower.startsWith(prefix) ? lower.slice(prefix.length) : lower;
};

/** An extension's attributes; undefined when nothing is set. */
export const extensionValue = ({ urn, attributes }: Extension, value: Json): Json | undefined => {
  if (value === null || (Array.isArray(value) && value.length === 0)) return undefined;
  if (!isObject(value)) throw invalidValue(`${quoted(urn)} must be an object.`);
  const result: JsonObject = {};
  eachOf(Object.entries(value), ([name, part]) => {
    checkName(name);
    const attribute = attributes.get(name.toLowerCase());
    if (attribute)
      put(result, attribute.name, coerce(attribute, part, `${urn}:${attribute.name}`), urn);
    // `schemas` in here is what serialisers write that treat an extension as a resource.
    else if (!isEmpty(part) && name.toLowerCase() !== 'schemas')
      throw unknownAttribute(`${urn}:${name}`);
  });
  return settled(result);
};

/** A name without a visible character counts as missing. */
const isBlank = (value: Json | undefined): boolean =>
  value === undefined || (typeof value === 'string' && value.trim() === '');

/**
 * What holds for every whole resource, made by PUT, POST or PATCH. What a PATCH left as it was
 * `before` is not looked at: a name from another profile's time must not keep a person switched on.
 * `faults`: what was refused of it on the way; all is thrown together.
 */
export const checked = (
  profile: Profile,
  attributes: Attributes,
  before: Attributes = NOTHING,
  faults = new Faults(),
): Attributes => {
  for (const { name } of profile.required)
    if (isBlank(attributes[name]) && isNew(name, attributes, before) && !faults.has(name))
      faults.keep(missing(name));
  for (const name of KEYS) {
    const key = attributes[name];
    if (typeof key !== 'string' || key === before[name] || faults.has(name)) continue;
    try {
      checkKey(profile, name, key);
    } catch (error) {
      faults.keep(error);
    }
  }
  faults.settle();
  let tidy = attributes;
  for (const { name, multiValued } of profile.core.attributes) {
    const values = multiValued ? attributes[name] : undefined;
    if (!Array.isArray(values) || values === before[name]) continue;
    const once = distinct(values as readonly Json[]);
    checkPrimary(name, once);
    if (once !== values) tidy = { ...tidy, [name]: once };
  }
  return tidy;
};

const NOTHING: Attributes = {};

const isNew = (name: string, attributes: Attributes, before: Attributes): boolean =>
  before === NOTHING || attributes[name] !== before[name];

const checkKey = (profile: Profile, name: string, key: string): void => {
  const isAddress = name === 'userName' && isEmail(key);
  if (name === 'userName' && profile.userNameIsEmail && !isAddress) {
    checkUserName(key);
    throw wrongValue(
      'userName',
      '"userName" must be an e-mail address. Map it to the e-mail of the person.',
    );
  }
  const most = isAddress ? LIMITS.address : LIMITS.key;
  if (key.length > most)
    throw wrongValue(name, `${quoted(name)} must be at most ${most} characters long.`);
  if (key.length > LIMITS.key && utf8.encode(foldCase(key)).length > LIMITS.addressBytes)
    throw wrongValue(name, `${quoted(name)} must be at most ${LIMITS.addressBytes} bytes long.`);
};

const checkPrimary = (name: string, values: readonly Json[]): void => {
  const primaries = values.filter((one) => isObject(one) && one['primary'] === true);
  if (primaries.length > 1)
    throw wrongValue(name, `Only one value of ${quoted(name)} may have "primary": true.`);
};
