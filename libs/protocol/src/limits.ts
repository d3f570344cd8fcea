/** What one request may hold. Each limit has an error of its own that names it. */
export const LIMITS = {
  /** Levels of nesting in a JSON body. */
  depth: 16,
  /** Characters of one number. */
  numberLength: 40,
  /** Characters of userName, externalId and displayName: what an index still holds in any script. */
  key: 512,
  /** Characters of a userName that is an e-mail address: a soft delete puts 32 before a long one. */
  address: 1_000,
  /** Bytes of UTF-8 of such a name, folded: what an index holds. */
  addressBytes: 2_048,
  /** Names in one object. */
  names: 1_000,
  /** Characters of one string, of a name in a body, of the path of a PATCH operation. */
  text: 8_192,
  /** Values of one multi-valued attribute. */
  values: 1_000,
  /** Members of a group that one request names; a group may have more. */
  members: 20_000,
  operations: 1_000,
  /** Comparisons with values of lists by the operations of one PATCH; each costs about 50 ns. */
  comparisons: 1_000_000,
  /** Characters of a filter. */
  filter: 16_384,
  /** Comparisons in a filter. */
  terms: 500,
  /** Parentheses inside each other in a filter. */
  parentheses: 50,
  /** Resources in one page at most, and when the caller does not say. */
  page: 200,
  pageByDefault: 100,
  /**
   * Members of the groups on one page together, or groups of the users; a page of one resource may
   * have more. About 10 MB of JSON.
   */
  pageMemberships: 50_000,
  /** Characters of a cursor. */
  cursor: 512,
  /** How long a cursor is good after the page that gave it. */
  cursorSeconds: 3_600,
  /** Operations of one Bulk request. */
  bulkOperations: 1_000,
} as const;
