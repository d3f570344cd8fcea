/** Codes of the request log that a guide explains, the most frequent first. */
export const EXPLAINED = [
  'attribute-unknown',
  'attribute-required',
  'attribute-value',
  'name-taken',
  'provisioning-off',
  'token-expired',
  'token-revoked',
  'path-unknown',
  'groups-not-offered',
  'not-found',
  'filter-invalid',
  'media-type',
  'not-offered',
  'rate-limited',
  'unavailable',
  'server-fault',
] as const;
