import { complex, impersonal, personal, reference, string, type Schema } from './attribute';

export const ENTERPRISE_URN = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** The enterprise extension (RFC 7643 §4.3). */
export const enterpriseUserSchema: Schema = {
  id: ENTERPRISE_URN,
  name: 'EnterpriseUser',
  description: 'What an organisation knows of a person.',
  attributes: [
    personal(string('employeeNumber', 'The number within the organisation.')),
    impersonal(string('costCenter', 'The cost center.')),
    impersonal(string('organization', 'The organisation.')),
    impersonal(string('division', 'The division.')),
    impersonal(string('department', 'The department.')),
    impersonal(
      complex('manager', 'Whom the person reports to.', [
        string('value', "The id of the manager's user.", { caseExact: true }),
        reference('$ref', "The address of the manager's user.", {
          caseExact: true,
          referenceTypes: ['User'],
        }),
        string('displayName', "The manager's name.", { mutability: 'readOnly' }),
      ]),
    ),
  ],
};
