import { complex, reference, string, type Attribute, type Schema } from './attribute';

export const GROUP_URN = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** Members are no part of a group's stored attributes: they are rows, and may be very many. */
export const membersAttribute: Attribute = complex(
  'members',
  'The users and groups that are in the group.',
  [
    string('value', 'The id of the member.', { mutability: 'immutable', caseExact: true }),
    reference('$ref', 'The address of the member.', {
      mutability: 'immutable',
      caseExact: true,
      referenceTypes: ['User', 'Group'],
    }),
    string('type', 'What the member is.', {
      mutability: 'immutable',
      canonicalValues: ['User', 'Group'],
    }),
    string('display', 'The name of the member.', { mutability: 'readOnly' }),
  ],
  { multiValued: true },
);

/** The core Group (RFC 7643 §4.2). */
export const groupSchema: Schema = {
  id: GROUP_URN,
  name: 'Group',
  description: 'People and groups under one name.',
  attributes: [
    string('displayName', 'The name of the group.', { required: true, uniqueness: 'server' }),
    membersAttribute,
  ],
};
