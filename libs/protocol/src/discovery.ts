/** What the server of one tenant does (RFC 7643 §5–7), from the same records that validate. */
import { LIMITS } from './limits';
import type { Profile } from './profiles/profile';
import { groupProfiles } from './profiles/profiles';
import type { Attribute, Schema } from './schemas/attribute';
import { discoverySchemas } from './schemas/discovery-schemas';

export type Document = { readonly [name: string]: unknown };

export interface Discovery {
  readonly serviceProviderConfig: Document;
  /** Of the resources that the tenant has: the list of `/Schemas`. */
  readonly schemas: readonly Document[];
  /** Of these documents themselves: found by their URN, and in no list. */
  readonly ownSchemas: readonly Document[];
  readonly resourceTypes: readonly Document[];
}

const URN = 'urn:ietf:params:scim:schemas:core:2.0';

/** `maxPayloadSize`: bytes of a request body that the server takes. */
export const discovery = (profile: Profile, baseUrl: string, maxPayloadSize: number): Discovery => {
  const groups = groupProfiles[profile.name];
  const resources = groups ? [profile, groups] : [profile];
  return {
    serviceProviderConfig: serviceProviderConfig(baseUrl, maxPayloadSize),
    schemas: resources
      .flatMap(({ core, extensions }) => [core, ...extensions])
      .map((schema) => schemaDocument(schema, baseUrl)),
    ownSchemas: discoverySchemas.map((schema) => schemaDocument(schema, baseUrl)),
    resourceTypes: resources.map((one) => resourceTypeDocument(one, baseUrl)),
  };
};

const serviceProviderConfig = (baseUrl: string, maxPayloadSize: number): Document => ({
  schemas: [`${URN}:ServiceProviderConfig`],
  patch: { supported: true },
  bulk: { supported: true, maxOperations: LIMITS.bulkOperations, maxPayloadSize },
  filter: { supported: true, maxResults: LIMITS.page },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: true },
  pagination: {
    cursor: true,
    index: true,
    defaultPaginationMethod: 'index',
    defaultPageSize: LIMITS.pageByDefault,
    maxPageSize: LIMITS.page,
    cursorTimeout: LIMITS.cursorSeconds,
  },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'The token generated in the SCIM settings of the organisation.',
      specUri: 'https://www.rfc-editor.org/info/rfc6750',
      primary: true,
    },
    {
      type: 'oauth2',
      name: 'OAuth 2.0 client credentials',
      description:
        'An access token from the token endpoint, which /.well-known/oauth-protected-resource names: with a client secret, a signed assertion, or the token of a trusted identity provider.',
      specUri: 'https://www.rfc-editor.org/info/rfc6749',
      primary: false,
    },
  ],
  meta: {
    resourceType: 'ServiceProviderConfig',
    location: `${baseUrl}/ServiceProviderConfig`,
  },
});

const schemaDocument = (
  { id, name, description, attributes }: Schema,
  baseUrl: string,
): Document => ({
  schemas: [`${URN}:Schema`],
  id,
  name,
  description,
  attributes: attributes.map(attributeDocument),
  meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${id}` },
});

/** RFC 7643 §2.3.8, erratum 6004: complex attributes have no case and no uniqueness. `personal` is ours. */
const attributeDocument = ({ subAttributes, caseExact, ...rest }: Attribute): Document => ({
  ...rest,
  personal: undefined,
  ...(rest.type === 'complex' ? { uniqueness: undefined } : { caseExact }),
  ...(subAttributes ? { subAttributes: subAttributes.map(attributeDocument) } : {}),
});

const resourceTypeDocument = (
  { resourceType, endpoint, core, extensions }: Profile,
  baseUrl: string,
): Document => ({
  schemas: [`${URN}:ResourceType`],
  id: resourceType,
  name: resourceType,
  description: core.description,
  endpoint: `/${endpoint}`,
  schema: core.id,
  ...(extensions.length === 0
    ? {}
    : { schemaExtensions: extensions.map(({ id }) => ({ schema: id, required: false })) }),
  meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/${resourceType}` },
});
