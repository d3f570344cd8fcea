import type { Guide } from '../guide';

export const jumpcloud: Guide = {
  name: 'jumpcloud',
  language: 'en',
  title: 'Connect JumpCloud',
  lead: 'For administrators of JumpCloud. It takes about fifteen minutes. Keep this window and the JumpCloud Admin Portal open side by side.',
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
            'Open **SSO Applications** › **Add New Application**. Take the application that you already use for single sign-on with this product, or choose **Custom Application**.',
            'Among the features choose **Export users to this app (Identity Management)**, give it a name and **Save Application**.',
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
            'First save the connection in the console: JumpCloud creates its own test user when it is activated, and that is accepted only while provisioning is on.',
            'Open the tab **Identity Management** and fill in the values below.',
            'As **Test User Email** enter an address that nobody uses, such as scim-test@ at your domain. JumpCloud creates this user here and removes it or deactivates it afterwards.',
            'Switch **Group Management** off unless this organisation uses the full profile.',
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
      ],
    },
    {
      title: '3. Map exactly these attributes',
      blocks: [
        {
          kind: 'text',
          text: 'Under **Attribute Mapping**, keep what the table names and remove every other optional attribute. If your JumpCloud does not let you remove them, ask the company that sent you the link for the full profile, which accepts names and addresses, too.',
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
            'On the tab **User Groups**, check the group whose members shall use this product, and **Save**. Begin with a group of one person.',
            'Within a minute the person appears under Users in the console. Then assign the other groups.',
          ],
        },
      ],
    },
    {
      title: 'What happens afterwards',
      blocks: [
        {
          kind: 'steps',
          steps: [
            '**Deactivate**: whoever is suspended in JumpCloud or loses the group may no longer log in. Their data is kept.',
            '**Reactivate**: whoever is active in the group again is the same user as before, active again.',
            '**Delete**: JumpCloud deactivates users; only its own test user is deleted.',
          ],
        },
      ],
    },
    {
      title: 'If something is refused',
      blocks: [
        {
          kind: 'text',
          text: 'JumpCloud shows the refusal in the application’s notifications and under **Directory Insights**. The console shows every request under Requests with the reason.',
        },
        { kind: 'errors' },
      ],
    },
  ],
};
