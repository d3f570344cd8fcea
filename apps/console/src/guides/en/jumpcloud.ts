import type { Guide } from '../guide';

export const jumpcloud: Guide = {
  name: 'jumpcloud',
  language: 'en',
  title: 'Connect JumpCloud',
  lead: 'For administrators of JumpCloud. It takes about fifteen minutes.',
  before: [
    'In the JumpCloud Admin Portal your role is **Administrator** or **Administrator with billing**.',
    'Your JumpCloud plan includes single sign-on with identity management (SCIM).',
    'You have an e-mail address at your domain that nobody uses: JumpCloud makes a test user of it.',
  ],
  values: [
    { label: 'API Type', value: 'SCIM API' },
    { label: 'SCIM Version', value: 'SCIM 2.0' },
    { label: 'Base URL', value: '{url}' },
    { label: 'Token Key', value: '{token}' },
  ],
  sources: {
    userName: 'email',
    displayName: 'displayname',
    active: 'sent by itself',
    externalId: 'id',
  },
  sections: [
    {
      title: '1. Add the application',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Open **SSO Applications** › **Add New Application**. Take the application that you already use for single sign-on with {product}, or choose **Custom Application**.',
            'Among the features choose **Export users to this app (Identity Management)**, give it a name and choose **Save Application**.',
          ],
        },
      ],
    },
    {
      title: '2. Paste base URL and token',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'First save the connection in the console. JumpCloud creates its test user when you activate it, and users can be created only while provisioning is on.',
            'Open the tab **Identity Management** and fill in the values below.',
            'As **Test User Email** enter an address that nobody uses, such as scim-test@ at your domain. JumpCloud creates this user here and then deletes or deactivates it.',
            'Switch **Group Management** off unless your organisation uses the full profile.',
            'Choose **Test Connection**, then **Activate**.',
          ],
        },
        { kind: 'values' },
        {
          kind: 'picture',
          name: 'settings',
          picture: {
            title: 'JumpCloud · Identity Management',
            lines: [
              { label: 'API Type', value: 'SCIM API', marked: true },
              { label: 'SCIM Version', value: 'SCIM 2.0', marked: true },
              { label: 'Base URL', value: '{url}', marked: true },
              { label: 'Token Key', value: '{token}', marked: true },
              { label: 'Test User Email', value: 'scim-test@your-domain' },
            ],
            button: 'Test Connection',
          },
        },
        {
          kind: 'test',
          writes: true,
          says: 'JumpCloud creates its test user, changes it and removes it again. The requests are listed under Requests in the console, with the reason when one is refused.',
        },
      ],
    },
    {
      title: '3. Map exactly these attributes',
      blocks: [
        {
          kind: 'text',
          text: 'Under **Attribute Mapping**, keep what the table names and remove every other optional attribute. If your JumpCloud does not let you remove them, ask {company} for the full profile, which also accepts names and addresses.',
        },
        { kind: 'attributes' },
      ],
    },
    {
      title: '4. Assign users',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'On the tab **User Groups**, check the group whose members are to use {product}, and choose **Save**. Begin with a group of one person.',
            'Within a minute the person appears under Users in the console. Then assign the other groups.',
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
            '**Deactivate**: people who are suspended in JumpCloud or leave the group can no longer log in. Their data is kept.',
            '**Reactivate**: a person who is active in the group again is the same user as before, active again.',
            '**Delete**: JumpCloud deactivates users; it deletes only its own test user.',
          ],
        },
      ],
    },
    {
      title: 'If something is refused',
      blocks: [
        {
          kind: 'text',
          text: 'JumpCloud shows the refusal in the notifications of the application and under **Directory Insights**. The console lists every request under Requests with the reason.',
        },
        { kind: 'errors' },
      ],
    },
  ],
  from: ['jumpcloud.com/support'],
};
