import type { ScimError } from '../errors';

const BULK_RESPONSE_URN = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse';

/** What became of one operation (RFC 7644 §3.7). */
export interface BulkResult {
  readonly method: string;
  readonly bulkId: string | undefined;
  readonly location: string | undefined;
  readonly version: string | undefined;
  readonly status: number;
  readonly refused: ScimError | undefined;
}

/** `response` is given for what failed; members without a value are left out. */
export const bulkResponse = (results: readonly BulkResult[]): object => ({
  schemas: [BULK_RESPONSE_URN],
  Operations: results.map(({ method, bulkId, location, version, status, refused }) => ({
    ...(location === undefined ? {} : { location }),
    method,
    ...(bulkId === undefined ? {} : { bulkId }),
    ...(version === undefined ? {} : { version }),
    status: String(status),
    ...(refused === undefined ? {} : { response: refused.toJSON() }),
  })),
});
