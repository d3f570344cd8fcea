import { complex, dateTime, personal, reference, string, type Attribute } from './attribute';

/** Attributes of every resource (RFC 7643 §3.1); they are in no schema document but externalId. */
export const id = string('id', "The server's name of the resource.", {
  caseExact: true,
  mutability: 'readOnly',
  returned: 'always',
  uniqueness: 'server',
});

export const externalId = personal(
  string('externalId', "The identity provider's name of the resource.", {
    caseExact: true,
  }),
);

export const schemas = reference('schemas', 'The schemas that the resource holds.', {
  caseExact: true,
  multiValued: true,
  returned: 'always',
  mutability: 'readOnly',
});

export const meta = complex(
  'meta',
  'What the server knows of the resource.',
  [
    string('resourceType', 'The name of its resource type.', { caseExact: true }),
    dateTime('created', 'When it was made.'),
    dateTime('lastModified', 'When it was last changed.'),
    reference('location', 'Its address.', { caseExact: true }),
    string('version', 'Its entity tag.', { caseExact: true }),
  ].map((one): Attribute => ({ ...one, mutability: 'readOnly' })),
  { mutability: 'readOnly' },
);
