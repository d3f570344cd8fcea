/**
 * The schemas of the discovery documents themselves (RFC 7643 §8.7.2, with RFC 9865 §4): read by
 * their URN alone, since the list of `/Schemas` is of what a client can provision.
 */
import {
  boolean,
  complex,
  integer,
  reference,
  string,
  type Attribute,
  type Schema,
} from './attribute';

const URN = 'urn:ietf:params:scim:schemas:core:2.0';
const REQUIRED = { required: true } as const;
const URI = { referenceTypes: ['uri'], caseExact: true };
const EXTERNAL = { referenceTypes: ['external'], caseExact: true };

/** Nothing of these documents is a client's to write. */
const readOnly = (attributes: readonly Attribute[]): readonly Attribute[] =>
  attributes.map(({ subAttributes, ...one }) => ({
    ...one,
    mutability: 'readOnly',
    ...(subAttributes ? { subAttributes: readOnly(subAttributes) } : {}),
  }));

const supported = boolean('supported', 'Whether the server does it.', REQUIRED);
const option = (name: string, description: string, more: readonly Attribute[] = []): Attribute =>
  complex(name, description, [supported, ...more], REQUIRED);
const whole = (name: string, description: string): Attribute =>
  integer(name, description, REQUIRED);

const serviceProviderConfigSchema: Schema = {
  id: `${URN}:ServiceProviderConfig`,
  name: 'Service Provider Configuration',
  description: 'What the server does.',
  attributes: readOnly([
    reference('documentationUri', 'Address of documentation for people.', EXTERNAL),
    option('patch', 'PATCH.'),
    option('bulk', 'Many operations in one request.', [
      whole('maxOperations', 'Operations in one request at most.'),
      whole('maxPayloadSize', 'Bytes of one request at most.'),
    ]),
    option('filter', 'Filters.', [whole('maxResults', 'Resources in one answer at most.')]),
    option('changePassword', 'Changing passwords.'),
    option('sort', 'Sorting.'),
    option('etag', 'Entity tags.'),
    complex('pagination', 'How lists are paged.', [
      boolean('cursor', 'By cursor.', REQUIRED),
      boolean('index', 'By startIndex.', REQUIRED),
      string('defaultPaginationMethod', 'What is done when a client names none.', {
        canonicalValues: ['cursor', 'index'],
      }),
      integer('defaultPageSize', 'Resources in a page when a client names no count.'),
      integer('maxPageSize', 'Resources in a page at most.'),
      integer('cursorTimeout', 'Seconds for which a cursor is good.'),
    ]),
    complex(
      'authenticationSchemes',
      'How a client proves who it is.',
      [
        string('type', 'The scheme.', {
          required: true,
          canonicalValues: ['oauth', 'oauth2', 'oauthbearertoken', 'httpbasic', 'httpdigest'],
        }),
        string('name', 'Its name for people.', REQUIRED),
        string('description', 'What it is.', REQUIRED),
        reference('specUri', 'Address of its specification.', EXTERNAL),
        reference('documentationUri', 'Address of documentation for people.', EXTERNAL),
        boolean('primary', 'Whether it is the preferred one.'),
      ],
      { multiValued: true, required: true },
    ),
  ]),
};

const resourceTypeSchema: Schema = {
  id: `${URN}:ResourceType`,
  name: 'ResourceType',
  description: 'A type of resource.',
  attributes: readOnly([
    string('id', 'The name of the type.'),
    string('name', 'The name of the type, as meta.resourceType has it.', {
      required: true,
      caseExact: true,
      uniqueness: 'server',
    }),
    string('description', 'What it is, for people.'),
    reference('endpoint', 'Where such resources are, below the base URL.', {
      ...URI,
      required: true,
      uniqueness: 'server',
    }),
    reference('schema', 'The URN of its schema.', { ...URI, required: true }),
    complex(
      'schemaExtensions',
      'The extensions that it may have.',
      [
        reference('schema', 'The URN of the extension.', { ...URI, required: true }),
        boolean('required', 'Whether every resource has it.', REQUIRED),
      ],
      { multiValued: true },
    ),
  ]),
};

const SIMPLE = ['boolean', 'decimal', 'integer', 'dateTime', 'reference', 'binary'];
const exact = (name: string, description: string, canonicalValues?: readonly string[]): Attribute =>
  string(name, description, { caseExact: true, ...(canonicalValues ? { canonicalValues } : {}) });
const several = (name: string, description: string): Attribute =>
  string(name, description, { caseExact: true, multiValued: true });

/** What a schema says of one attribute; sub-attributes have none of their own. */
const characteristics = (types: readonly string[]): readonly Attribute[] => [
  string('name', 'The name.', { required: true, caseExact: true }),
  string('type', 'The type of its values.', { required: true, canonicalValues: types }),
  boolean('multiValued', 'Whether it is a list.', REQUIRED),
  exact('description', 'What it is, for people.'),
  boolean('required', 'Whether a resource must have it.'),
  several('canonicalValues', 'Values that are usual.'),
  boolean('caseExact', 'Whether capitals count when values are compared.'),
  exact('mutability', 'Who may write it.', ['readOnly', 'readWrite', 'immutable', 'writeOnly']),
  exact('returned', 'When answers show it.', ['always', 'never', 'default', 'request']),
  exact('uniqueness', 'Among which resources a value is given once.', ['none', 'server', 'global']),
  several('referenceTypes', 'What a reference may point to.'),
];

const schemaSchema: Schema = {
  id: `${URN}:Schema`,
  name: 'Schema',
  description: 'A schema.',
  attributes: readOnly([
    string('id', 'The URN of the schema.', REQUIRED),
    string('name', 'Its name for people.', REQUIRED),
    string('description', 'What it is, for people.'),
    complex(
      'attributes',
      'What its resources have.',
      [
        ...characteristics(['string', 'complex', ...SIMPLE]),
        complex(
          'subAttributes',
          'The parts of a complex attribute.',
          characteristics(['string', ...SIMPLE]),
          { multiValued: true },
        ),
      ],
      { multiValued: true, required: true },
    ),
  ]),
};

/** In the order of RFC 7643 §8.7.2. */
export const discoverySchemas: readonly Schema[] = [
  serviceProviderConfigSchema,
  resourceTypeSchema,
  schemaSchema,
];
