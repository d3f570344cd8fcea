import { complex, reference, string, type Schema } from './attribute';

export const ENTERPRISE_URN = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** The enterprise extension (RFC 7643 §4.3). */
export const enterpriseUserSchema: Schema = {
  id: ENTERPRISE_URN,
  name: 'EnterpriseUser',
  description: 'What an organisation knows of a person.',
  attributes: [
    string('employeeNumber', 'The number within the organisation.'),
    string('costCenter', 'The cost center.'),
    string('organization', 'The organisation.'),
    string('division', 'The division.'),
    string('department', 'The department.'),
    complex('manager', 'Whom the person reports to.', [
      string('value', "The id of the manager's user.", { caseExact: true }),
      reference('$ref', "The address of the manager's user.", {
        caseExact: true,
        referenceTypes: ['User'],
      }),
      string('displayName', "The manager's name.", { mutability: 'readOnly' }),
    ]),
  ],
};
