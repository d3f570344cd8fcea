import type { Guide } from '../guide';

export const pingone: Guide = {
  name: 'pingone',
  language: 'en',
  title: 'Connect PingOne',
  lead: 'For administrators of PingOne. It takes about twenty minutes.',
  before: [
    'In PingOne your role is **Environment Admin** in the environment whose people are to use {product}.',
    'Your PingOne licence includes provisioning: the console of the environment then has **Integrations** › **Provisioning**.',
  ],
  values: [
    { label: 'SCIM base URL', value: '{url}' },
    { label: 'Users resource', value: '/Users' },
    { label: 'SCIM version', value: '2.0' },
    { label: 'Authentication method', value: 'OAuth 2 Bearer Token' },
    { label: 'OAuth access token', value: '{token}' },
    { label: 'Auth type header', value: 'Bearer' },
  ],
  clientValues: [
    { label: 'SCIM base URL', value: '{url}' },
    { label: 'Users resource', value: '/Users' },
    { label: 'SCIM version', value: '2.0' },
    { label: 'Authentication method', value: 'OAuth 2 Client Credentials' },
    { label: 'OAuth token request', value: '{endpoint}' },
    { label: 'OAuth client ID', value: '{clientId}' },
    { label: 'OAuth client secret', value: '{secret}' },
    { label: 'Auth type header', value: 'Bearer' },
  ],
  sources: {
    userName: 'Email Address',
    displayName: 'Formatted, or an expression of Given Name and Family Name',
    active: 'Enabled',
    externalId: 'User ID',
  },
  sections: [
    {
      title: '1. Add the connection',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'In the PingOne console open **Integrations** › **Provisioning**, choose **+** › **New connection**.',
            'In the row **Identity Store** choose **Select**, then **SCIM Outbound** › **Select** › **Next**.',
            'Give it a name and choose **Next**.',
          ],
        },
      ],
    },
    {
      title: '2. Paste base URL and credentials',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Fill in the values below for the authentication method that you chose in the console. Paste a token alone, without the word Bearer.',
            'Choose **Test connection**, then **Next**.',
          ],
        },
        { kind: 'values' },
        {
          kind: 'picture',
          name: 'authentication',
          picture: {
            title: 'PingOne · New connection · Configure authentication (pasted token)',
            lines: [
              { label: 'SCIM base URL', value: '{url}', marked: true },
              { label: 'Users resource', value: '/Users' },
              { label: 'SCIM version', value: '2.0' },
              { label: 'Authentication method', value: 'OAuth 2 Bearer Token', marked: true },
              { label: 'OAuth access token', value: '{token}', marked: true },
              { label: 'Auth type header', value: 'Bearer', marked: true },
            ],
            button: 'Test connection',
          },
        },
        {
          kind: 'test',
          says: 'When the test fails, PingOne shows **Test Connection Failed**. Choose **Cancel** there: a connection whose test failed cannot be used.',
        },
        {
          kind: 'steps',
          steps: [
            'Under **Configure preferences** set **User filter expression** to `userName Eq "%s"` and **User identifier** to **userName**.',
            'Allow users to be created, updated, disabled and deprovisioned, and set **Remove action** to **Disable**, so that nobody’s data is lost by mistake. Leave groups out unless your organisation uses the full profile.',
            'Choose **Save** and switch the connection on.',
          ],
        },
      ],
    },
    {
      title: '3. Make a rule, and map exactly these attributes',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'On the tab **Rules** choose **+** › **New rule**, give it a name, choose the connection as the target, and create it.',
            'Edit **User filter**: first a filter that matches one person only, for example **Username** **Equals** the person’s user name.',
            'Edit **Attribute mapping**. Map what the table names and delete every other row (name, e-mail addresses, phone numbers…): **an extra attribute is refused**. If PingOne does not let you delete a row, ask {company} for the full profile.',
            'Choose **Save**. When you change one mapping, PingOne ignores all its default mappings: add every row of the table.',
          ],
        },
        { kind: 'attributes' },
      ],
    },
    {
      title: '4. Switch on',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'In the console, save the connection: that switches provisioning on.',
            'In PingOne, switch the rule on. Within a few minutes the person appears under Users in the console.',
            'Then change **User filter** so that it matches everyone who is to use {product}, by population or by group. Add **Enabled Equals true** only if disabled people are never to be sent.',
          ],
        },
      ],
    },
    {
      title: 'What happens afterwards',
      blocks: [
        {
          kind: 'points',
          points: [
            '**Change**: PingOne sends the whole user again for every change, and a full resync when the mapping changes.',
            '**Deactivate**: people who are disabled in PingOne, or whom the rule does not match any more, can no longer log in. Their data is kept.',
            '**Reactivate**: a person who is enabled or matched again is the same user as before, active again.',
            '**Delete**: with **Remove action** **Delete** the user is deleted here. That cannot be undone.',
          ],
        },
      ],
    },
    {
      title: 'If something is refused',
      blocks: [
        {
          kind: 'text',
          text: 'PingOne shows the refusal under **Sync status** of the rule. The console lists every request under Requests with the reason. After you have corrected the cause, choose **Full resync**.',
        },
        { kind: 'errors' },
      ],
    },
  ],
  from: [
    'docs.pingidentity.com/r/en-us/pingone/pingone_create_provisioning_connection',
    'docs.pingidentity.com/pingone/integrations/p1_create_scim_connection',
    'docs.pingidentity.com/pingone/integrations/p1_scim_filter_expressions',
    'docs.pingidentity.com/pingone/integrations/p1_resync_configurations',
  ],
};
