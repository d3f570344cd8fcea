/** Bulk requests (RFC 7644 §3.7), read before anything is done. */
import { invalidPath, invalidSyntax, invalidValue, quoted, ScimError } from '../errors';
import { LIMITS } from '../limits';
import { checkMessage, member } from '../message';
import { PATCH_URN } from '../patch/operation';
import { isObject, type Json, type JsonObject } from '../value';

export const BULK_REQUEST_URN = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';

export type BulkMethod = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface BulkOperation {
  readonly method: BulkMethod;
  readonly bulkId: string | undefined;
  /** `/Users`. */
  readonly endpoint: string;
  /** An id, or `bulkId:x`; undefined for POST. */
  readonly id: string | undefined;
  /** The entity tag that the resource must have. */
  readonly version: string | undefined;
  readonly data: Json;
}

/** An operation that cannot even be tried. The others are. */
export interface RefusedOperation {
  readonly method: string;
  readonly bulkId: string | undefined;
  readonly refused: ScimError;
}

export interface BulkRequest {
  /** How many errors end it; undefined: none. */
  readonly failOnErrors: number | undefined;
  readonly operations: readonly (BulkOperation | RefusedOperation)[];
}

const METHODS: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Throws invalidSyntax or invalidValue for a request that is none, 413 for more operations than
 * ServiceProviderConfig allows; what is wrong with one operation stands in its place.
 */
export const parseBulk = (body: unknown): BulkRequest => {
  if (!isObject(body)) throw invalidSyntax('The body must be a JSON object.');
  checkMessage(body, BULK_REQUEST_URN);
  const operations = member(body, 'Operations');
  if (!Array.isArray(operations)) throw invalidSyntax('"Operations" must be a list.');
  if (operations.length > LIMITS.bulkOperations)
    throw new ScimError(
      413,
      `The request has ${operations.length} operations; at most ${LIMITS.bulkOperations} are accepted. Send several requests.`,
    );
  const read = (operations as readonly Json[]).map(operationOf);
  checkBulkIds(read);
  return { failOnErrors: failOnErrorsOf(body), operations: read };
};

const failOnErrorsOf = (body: JsonObject): number | undefined => {
  const given = member(body, 'failOnErrors');
  if (given === undefined || given === null) return undefined;
  if (!Number.isSafeInteger(given) || Number(given) < 1)
    throw invalidValue('"failOnErrors" must be a whole number of 1 or more.');
  return Number(given);
};

/** A reference must mean one operation. */
const checkBulkIds = (operations: BulkRequest['operations']): void => {
  const seen = new Set<string>();
  for (const { bulkId } of operations) {
    if (bulkId === undefined) continue;
    if (seen.has(bulkId)) throw invalidValue(`Two operations have the bulkId ${quoted(bulkId)}.`);
    seen.add(bulkId);
  }
};

const operationOf = (one: Json, index: number): BulkOperation | RefusedOperation => {
  if (!isObject(one)) throw invalidSyntax(`Operation ${index + 1} must be an object.`);
  const text = (name: string): string | undefined => {
    const value = member(one, name);
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string' || value === '' || value.length > LIMITS.key)
      throw invalidSyntax(
        `${quoted(name)} of operation ${index + 1} must be a string of 1 to ${LIMITS.key} characters.`,
      );
    return value;
  };
  const [method = '', bulkId] = [text('method')?.toUpperCase(), text('bulkId')];
  try {
    return {
      ...target(method, text('path')),
      bulkId: named(method, bulkId),
      version: text('version'),
      data: dataOf(method, member(one, 'data')),
    };
  } catch (refused) {
    if (refused instanceof ScimError) return { method, bulkId, refused };
    throw refused;
  }
};

const target = (method: string, path: string | undefined) => {
  if (!METHODS.has(method))
    throw invalidSyntax(`"method" must be POST, PUT, PATCH or DELETE, not ${quoted(method)}.`);
  const [, endpoint, id] = /^(\/[A-Za-z]+)(?:\/([^/?#]+))?\/?$/.exec(path ?? '') ?? [];
  if (endpoint === undefined || (method === 'POST') !== (id === undefined))
    throw invalidPath(
      method === 'POST'
        ? '"path" of a POST must be the endpoint of a type of resource, such as "/Users".'
        : `"path" of a ${method} must name a resource, such as "/Users/{id}".`,
    );
  return { method: method as BulkMethod, endpoint, id };
};

const named = (method: string, bulkId: string | undefined): string | undefined => {
  if (method === 'POST' && bulkId === undefined)
    throw invalidValue('A POST needs a "bulkId", which identifies its response.');
  return bulkId;
};

// In the example of RFC 7644 §3.7.3 the data of a PATCH are its operations alone.
const dataOf = (method: string, data: Json | undefined): Json => {
  if (method === 'DELETE') return null;
  if (method === 'PATCH' && Array.isArray(data))
    return { schemas: [PATCH_URN], Operations: data as readonly Json[] };
  if (!isObject(data)) throw invalidValue(`"data" of a ${method} must be an object.`);
  return data;
};
