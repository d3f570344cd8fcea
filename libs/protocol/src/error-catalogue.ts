import type { ScimType } from './errors';

export interface ErrorRow {
  readonly status: number;
  readonly scimType?: ScimType;
  readonly when: string;
  readonly whatToDo: string;
}

/** Every error on the SCIM surface, for documentation and for the test that compares the two. */
export const errorCatalogue: readonly ErrorRow[] = [
  {
    status: 400,
    scimType: 'invalidSyntax',
    when: 'The body is not JSON, has a key twice or an attribute in two spellings, is nested too deeply, or is not the object that the request needs.',
    whatToDo: 'Send one well-formed JSON object of the form named in the detail.',
  },
  {
    status: 400,
    scimType: 'invalidSyntax',
    when: 'The tenant’s profile does not have an attribute of the request.',
    whatToDo: 'Remove the mapping of each attribute named in the detail at the identity provider.',
  },
  {
    status: 400,
    scimType: 'invalidValue',
    when: 'A value has the wrong type or form, or is too long. Or a required attribute is missing or empty. Or an attribute has another empty value than null, [] or, for text, "": only these unset it.',
    whatToDo:
      'Correct the value of the attribute named in the detail, or map it to a source that always has one.',
  },
  {
    status: 400,
    scimType: 'invalidPath',
    when: 'The path of a PATCH operation cannot be read, or sortBy names an attribute that does not exist.',
    whatToDo: 'Correct the path or the name that the detail shows.',
  },
  {
    status: 400,
    scimType: 'noTarget',
    when: 'A PATCH operation has no target: a remove without a path, or a filter that matches no value and cannot describe a new one.',
    whatToDo: 'Give a path, or a filter that selects an existing value.',
  },
  {
    status: 400,
    scimType: 'mutability',
    when: 'A PATCH operation changes a read-only attribute or removes a required one.',
    whatToDo: 'Leave the attribute out of the operations.',
  },
  {
    status: 400,
    scimType: 'invalidFilter',
    when: 'A filter is empty, cannot be read, names an unknown attribute, compares different types, or is too large.',
    whatToDo: 'Correct the filter at the character named in the detail.',
  },
  {
    status: 400,
    scimType: 'tooMany',
    when: 'A page has more than 50,000 members (or groups) in all, a PATCH more than 1,000 operations, or a filter costs too much.',
    whatToDo:
      'Use excludedAttributes=members or a smaller count; split the PATCH; compare the named attribute less often.',
  },
  {
    status: 400,
    scimType: 'invalidVers',
    when: 'The service does not support the SCIM version in the URL.',
    whatToDo: 'Use the base URL that ends in /scim/v2.',
  },
  {
    status: 400,
    scimType: 'invalidCursor',
    when: 'The cursor belongs to another query or another organisation, or was changed.',
    whatToDo:
      'Send an empty cursor for the first page, then nextCursor or previousCursor unchanged, with the same query.',
  },
  {
    status: 400,
    scimType: 'expiredCursor',
    when: 'The cursor is older than cursorTimeout, or newer sorted lists of the organisation replaced it.',
    whatToDo: 'Start again with an empty cursor.',
  },
  {
    status: 400,
    scimType: 'invalidCount',
    when: 'With a cursor, count is not a whole number, or differs from the count of the first page.',
    whatToDo: 'Send the same count with every page.',
  },
  {
    status: 401,
    when: 'The bearer token is missing, unknown, expired or revoked.',
    whatToDo: 'Generate a new token and paste it into the identity provider.',
  },
  {
    status: 403,
    when: 'Provisioning is switched off for the tenant, or a request to a discovery endpoint has a filter. Or the credential is restricted: to networks, to reading, or to users.',
    whatToDo:
      'Switch provisioning on, or leave the filter out, or use a credential without the restriction that the detail names.',
  },
  {
    status: 400,
    scimType: 'invalidValue',
    when: 'A member of a group has no value (only null and [] mean no members), is not a user or group of the tenant, or would nest a group inside itself or more than 64 levels deep.',
    whatToDo: 'First create the user or group named in the detail, or leave it out.',
  },
  {
    status: 404,
    when: 'The tenant’s profile has no groups.',
    whatToDo: 'Switch group provisioning off in the identity provider, or choose the full profile.',
  },
  {
    status: 404,
    when: 'The tenant has no such resource, or the path does not exist.',
    whatToDo: 'Look up the resource by userName or externalId, or check the base URL.',
  },
  {
    status: 405,
    when: 'The path does not support this method.',
    whatToDo: 'Use a method from the Allow header.',
  },
  {
    status: 408,
    when: 'The complete request did not arrive in time.',
    whatToDo: 'Send it again, on a new connection.',
  },
  {
    status: 400,
    scimType: 'invalidValue',
    when: 'A new or changed userName has a character that RFC 8265 forbids in names: a space that is not U+0020, a space at either end, a control, invisible, private-use or unassigned character, a compatibility form, a symbol, punctuation beyond ASCII. Or a group’s displayName has no visible character.',
    whatToDo:
      'Remove the character from the name at the identity provider; the detail gives the character and its position.',
  },
  {
    status: 409,
    scimType: 'uniqueness',
    when: 'Another user of the tenant has this userName, or another group has this displayName. The comparison ignores case, the width of letters and invisible characters.',
    whatToDo: 'Look up the resource by its name and update it instead of creating it.',
  },
  {
    status: 412,
    when: 'If-Match does not match the current version, or If-None-Match matches it.',
    whatToDo: 'Read the resource again and repeat the change with its new version.',
  },
  {
    status: 413,
    when: 'The body, the cost of the operations, or the size of the resulting event (256 kB) exceeds the limit.',
    whatToDo: 'Split the request; the detail names the limit.',
  },
  {
    status: 415,
    when: 'The body’s media type is neither application/scim+json nor application/json, or it is not plain UTF-8.',
    whatToDo: 'Send one of the two, in UTF-8 and without compression.',
  },
  {
    status: 417,
    when: 'The Expect header has a value other than 100-continue.',
    whatToDo: 'Leave the header out.',
  },
  {
    status: 429,
    when: 'The tenant sent more requests than its limit allows, or too many lists at once. Or one source sent many unknown tokens, or the same refused token many times.',
    whatToDo: 'Wait for the seconds in Retry-After.',
  },
  {
    status: 431,
    when: 'The request line and the headers are longer than 16 kB, or one header is longer than 4,096 characters.',
    whatToDo: 'Send a shorter filter.',
  },
  {
    status: 500,
    when: 'An internal server error.',
    whatToDo: 'Retry; if the error persists, give support the correlation id.',
  },
  {
    status: 501,
    when: 'ServiceProviderConfig lists the operation as unsupported.',
    whatToDo: 'Use the operations that ServiceProviderConfig lists.',
  },
  {
    status: 503,
    when: 'A part of the service is unavailable. Nothing was lost.',
    whatToDo: 'Wait for the seconds in Retry-After, then retry.',
  },
];
