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
    when: 'The body is not JSON, has a key twice or an attribute in two spellings, is nested too deeply, or is not what the request needs.',
    whatToDo: 'Send one well-formed JSON object of the form that the detail names.',
  },
  {
    status: 400,
    scimType: 'invalidSyntax',
    when: 'An attribute is sent that the tenant’s profile does not have.',
    whatToDo:
      'Remove the mapping of each attribute that the detail names from the identity provider.',
  },
  {
    status: 400,
    scimType: 'invalidValue',
    when: 'A value has the wrong type or form, also one that holds nothing (only null and [] unset an attribute, and "" one of text), is too long, or a required attribute is missing or empty.',
    whatToDo:
      'Correct the value of the attribute named in the detail, or map it to a source that always has one.',
  },
  {
    status: 400,
    scimType: 'invalidPath',
    when: 'The path of a PATCH operation cannot be read, or sortBy names an attribute that does not exist.',
    whatToDo: 'Correct the path, or the name, that the detail names.',
  },
  {
    status: 400,
    scimType: 'noTarget',
    when: 'A PATCH operation has nothing to work on: a remove without a path, or a filter that matches no value and cannot describe a new one.',
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
    when: 'A filter is empty, cannot be read, names an unknown attribute, compares unlike types, or is too large.',
    whatToDo: 'Correct the filter at the character named in the detail.',
  },
  {
    status: 400,
    scimType: 'tooMany',
    when: 'A page has more than 50,000 members (or groups) in all, a PATCH more than 1,000 operations, or a filter costs too much.',
    whatToDo:
      'Ask with excludedAttributes=members or a smaller count; split the PATCH; compare the named attribute less.',
  },
  {
    status: 400,
    scimType: 'invalidVers',
    when: 'The version in the URL is not one that is served.',
    whatToDo: 'Use the base URL that ends in /scim/v2.',
  },
  {
    status: 400,
    scimType: 'invalidCursor',
    when: 'The cursor was not given out for this query of this organisation, or was changed on the way.',
    whatToDo:
      'Send an empty cursor for the first page, then nextCursor or previousCursor as it came, with the same query.',
  },
  {
    status: 400,
    scimType: 'expiredCursor',
    when: 'The cursor is older than cursorTimeout, or newer sorted lists of the organisation took its place.',
    whatToDo: 'Begin again with an empty cursor.',
  },
  {
    status: 400,
    scimType: 'invalidCount',
    when: 'With a cursor, count is no whole number or another one than that of the first page.',
    whatToDo: 'Send the same count with every page.',
  },
  {
    status: 401,
    when: 'The bearer token is missing, unknown, expired or revoked.',
    whatToDo: 'Generate a new token and paste it into the identity provider.',
  },
  {
    status: 403,
    when: 'Provisioning is switched off for the tenant, or a discovery endpoint is asked with a filter.',
    whatToDo: 'Switch provisioning on; leave the filter out.',
  },
  {
    status: 400,
    scimType: 'invalidValue',
    when: 'A member of a group names nobody (only null and [] mean no members), is no user or group of the tenant, or would put a group inside itself or groups more than 64 levels deep.',
    whatToDo: 'Create the user or group that the detail names first, or leave it out.',
  },
  {
    status: 404,
    when: 'The tenant’s profile has no groups.',
    whatToDo: 'Switch group provisioning off in the identity provider, or choose the full profile.',
  },
  {
    status: 404,
    when: 'There is no such resource for this tenant, or nothing at the path.',
    whatToDo: 'Look the resource up by userName or externalId; check the base URL.',
  },
  {
    status: 405,
    when: 'The path is served, but not with this method.',
    whatToDo: 'Use one of the methods that the Allow header names.',
  },
  {
    status: 408,
    when: 'A request did not arrive whole in time.',
    whatToDo: 'Send it again, on a new connection.',
  },
  {
    status: 400,
    scimType: 'invalidValue',
    when: 'A new or changed userName has a character that no name may have (RFC 8265): a blank other than a space, one at an end, a control, invisible, private-use or unassigned character, a compatibility form, a symbol, punctuation beyond ASCII; or nothing of a group’s displayName can be seen.',
    whatToDo:
      'Take the character that the detail names, with its place, out of the name at the identity provider.',
  },
  {
    status: 409,
    scimType: 'uniqueness',
    when: 'Another user of the tenant has this userName, or another group this displayName, whatever the case, the width of letters, or what cannot be seen.',
    whatToDo: 'Look the resource up by its name and update it instead of creating it.',
  },
  {
    status: 412,
    when: 'If-Match names another version than the current one, or If-None-Match names it.',
    whatToDo: 'Read the resource again and repeat the change on its new version.',
  },
  {
    status: 413,
    when: 'The body, what the operations look at, or the event that the change would be (256 kB) is over the limit.',
    whatToDo: 'Split the request; the detail names the limit.',
  },
  {
    status: 415,
    when: 'The body’s media type is neither application/scim+json nor application/json, or it is not plain UTF-8.',
    whatToDo: 'Send one of the two, in UTF-8 and without compression.',
  },
  {
    status: 417,
    when: 'The header Expect asks for something else than 100-continue.',
    whatToDo: 'Leave the header out.',
  },
  {
    status: 429,
    when: 'The tenant sent more requests than its limit allows, or too many lists at once; one source tried many unknown tokens, or a token that was refused came in a loop.',
    whatToDo: 'Wait as long as Retry-After says.',
  },
  {
    status: 431,
    when: 'The request line and the headers are longer than 16 kB, or one header is longer than 4,096 characters.',
    whatToDo: 'Send a shorter filter.',
  },
  {
    status: 500,
    when: 'A fault of the server.',
    whatToDo: 'Repeat; if it stays, tell support the correlation id.',
  },
  {
    status: 501,
    when: 'The operation is not offered, as ServiceProviderConfig says.',
    whatToDo: 'Use the operations that ServiceProviderConfig lists.',
  },
  {
    status: 503,
    when: 'A part of the service cannot answer now. Nothing was lost.',
    whatToDo: 'Wait as long as Retry-After says, then repeat.',
  },
];
