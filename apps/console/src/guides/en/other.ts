import type { Guide } from '../guide';

export const other: Guide = {
  name: 'other',
  language: 'en',
  title: 'Connect another identity provider',
  lead: 'Every identity provider that speaks SCIM 2.0 can be connected. Its pages may use other names for the same things.',
  before: [
    'Your identity provider can provision users by SCIM 2.0, and your plan there includes it.',
  ],
  values: [
    { label: 'Base URL (SCIM endpoint, tenant URL)', value: '{url}' },
    { label: 'Bearer token (secret token, API key)', value: '{token}' },
    { label: 'Authentication', value: 'Bearer token, HTTP header' },
    { label: 'SCIM version', value: '2.0' },
  ],
  clientValues: [
    { label: 'Base URL (SCIM endpoint, tenant URL)', value: '{url}' },
    { label: 'Token endpoint (token URL)', value: '{endpoint}' },
    { label: 'Client ID', value: '{clientId}' },
    { label: 'Client secret', value: '{secret}' },
    { label: 'Grant type', value: 'client_credentials' },
    { label: 'Scope, if it is required', value: 'scim' },
  ],
  trustValues: [
    { label: 'Base URL (SCIM endpoint, tenant URL)', value: '{url}' },
    { label: 'Token endpoint (token URL)', value: '{endpoint}' },
    { label: 'Client ID', value: '{clientId}' },
    { label: 'Client authentication', value: 'JWT client assertion (RFC 7523)' },
    { label: 'Grant type', value: 'client_credentials' },
    { label: 'Scope, if it is required', value: 'scim' },
  ],
  sources: {
    userName: 'the e-mail address',
    displayName: 'the name that is shown',
    active: 'usually sent by itself',
    externalId: 'the id of the user there',
  },
  sections: [
    {
      title: '1. Create the application',
      blocks: [
        {
          kind: 'text',
          text: 'Take the application that you already use for single sign-on with {product}, or create one that can provision by SCIM 2.0.',
        },
      ],
    },
    {
      title: '2. Paste base URL and token',
      blocks: [
        { kind: 'values' },
        {
          kind: 'picture',
          name: 'settings',
          picture: {
            title: 'Provisioning',
            lines: [
              { label: 'SCIM version', value: '2.0' },
              { label: 'Base URL', value: '{url}', marked: true },
              { label: 'Bearer token', value: '{token}', marked: true },
            ],
            button: 'Test',
          },
        },
        {
          kind: 'test',
          says: 'Most identity providers test by looking up a user that does not exist. The request is listed under Requests in the console.',
        },
      ],
    },
    {
      title: '3. Map exactly these attributes',
      blocks: [
        { kind: 'text', text: 'Remove every other mapping: **an extra attribute is refused**.' },
        { kind: 'attributes' },
      ],
    },
    {
      title: '4. Assign users',
      blocks: [
        {
          kind: 'text',
          text: 'Save the connection in the console, switch provisioning on at the identity provider, and assign one person first. Within a minute the person appears under Users. Then assign everyone else.',
        },
      ],
    },
    { title: 'If something is refused', blocks: [{ kind: 'errors' }] },
  ],
  from: [],
};
