// The attributes that Microsoft Entra's default mapping of a SCIM app sends, and how a server shows them in /Schemas.
import { object, objects } from './played.mjs';

/** @typedef {import('./played.mjs').Json} Json */

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const MANAGER = `${ENTERPRISE}:manager`;

const address = ['formatted', 'streetAddress', 'locality', 'region', 'postalCode', 'country'];

/** Of users, as the mapping page writes them. */
export const USER_MAPPING = [
  'userName',
  'active',
  'displayName',
  'title',
  'emails[type eq "work"].value',
  'preferredLanguage',
  'name.givenName',
  'name.familyName',
  'name.formatted',
  ...address.map((part) => `addresses[type eq "work"].${part}`),
  ...['work', 'mobile', 'fax'].map((type) => `phoneNumbers[type eq "${type}"].value`),
  'externalId',
  `${ENTERPRISE}:employeeNumber`,
  `${ENTERPRISE}:department`,
  MANAGER,
];
export const GROUP_MAPPING = ['displayName', 'externalId', 'members'];

/** Every resource has them, and /Schemas need not (RFC 7643 §3.1). */
const COMMON = ['externalId', 'id', 'meta'];
const PATH =
  /^(?:(?<urn>urn:.+):)?(?<name>[\w$-]+)(?:\[type eq "(?<type>[^"]+)"\])?(?:\.(?<part>[\w$-]+))?$/i;

/** @param {unknown} a @param {unknown} b */
const alike = (a, b) => String(a).toLowerCase() === String(b).toLowerCase();
/** @param {readonly Json[]} list @param {string} key @param {string} value */
const find = (list, key, value) => list.find((one) => alike(one[key], value));

/**
 * The attribute of /Schemas that a mapped path means, or undefined. Names compare without case.
 * @param {readonly Json[]} schemas
 * @param {string} core the schema of paths without one
 * @param {string} path
 * @returns {Json | undefined}
 */
export const attributeOf = (schemas, core, path) => {
  const { urn = core, name = '', type, part } = PATH.exec(path)?.groups ?? {};
  const attribute = find(objects(find(schemas, 'id', urn)?.['attributes']), 'name', name);
  if (!attribute) return undefined;
  const parts = objects(attribute['subAttributes']);
  if (type !== undefined) {
    const types = object(find(parts, 'name', 'type'))['canonicalValues'];
    // Without canonical values every type is allowed (RFC 7643 §7).
    if (!find(parts, 'name', 'type')) return undefined;
    if (Array.isArray(types) && !types.some((one) => alike(one, type))) return undefined;
  }
  return part === undefined ? attribute : find(parts, 'name', part);
};

/**
 * Which mapped attributes the server does not show.
 * @param {readonly Json[]} schemas
 * @param {string} core
 * @param {readonly string[]} mapping
 */
export const missingOf = (schemas, core, mapping) =>
  mapping.filter((path) => !COMMON.includes(path) && !attributeOf(schemas, core, path));

/**
 * Mapped attributes with one value that a test may change: writable, not the reference of a person,
 * not what decides about the account.
 * @param {readonly Json[]} schemas
 * @param {string} core
 * @param {readonly string[]} mapping
 */
export const changeable = (schemas, core, mapping) =>
  mapping.filter((path) => {
    if (['active', 'members', MANAGER].includes(path) || path.includes('[')) return false;
    if (COMMON.includes(path)) return path === 'externalId';
    const attribute = attributeOf(schemas, core, path);
    return (
      attribute !== undefined &&
      attribute['multiValued'] !== true &&
      ['readOnly', 'immutable'].every((one) => attribute['mutability'] !== one) &&
      ['string', 'integer', 'boolean', 'dateTime'].includes(String(attribute['type']))
    );
  });

/**
 * The value at a mapped path of a resource.
 * @param {Json} resource
 * @param {string} path
 * @returns {unknown}
 */
export const valueAt = (resource, path) => {
  const { urn, name = '', type, part } = PATH.exec(path)?.groups ?? {};
  const holder =
    urn === undefined || urn === USER || urn === GROUP ? resource : object(resource[urn]);
  const value = type === undefined ? holder[name] : find(objects(holder[name]), 'type', type);
  return part === undefined ? value : object(value)[part];
};

/** What a server may show for an attribute without a value. @param {unknown} value */
export const isUnset = (value) =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);
