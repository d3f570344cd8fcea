const LIST_URN = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

/** A page of resources that are JSON text already (RFC 7644 §3.4.2); by cursor without startIndex. */
export const listResponseText = (
  total: number,
  startIndex: number | undefined,
  items: readonly string[],
): string =>
  `{"schemas":["${LIST_URN}"],"totalResults":${total},${startIndex === undefined ? '' : `"startIndex":${startIndex},`}"itemsPerPage":${items.length},"Resources":[${items.join(',')}]}`;
