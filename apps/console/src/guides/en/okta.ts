import type { Guide } from '../guide';

export const okta: Guide = {
  name: 'okta',
  language: 'en',
  title: 'Connect Okta',
  lead: 'For administrators of Okta. It takes about fifteen minutes. Keep this window and the Okta Admin Console open side by side.',
  values: [
    { label: 'SCIM connector base URL', value: '{url}' },
    { label: 'Unique identifier field for users', value: 'userName' },
    { label: 'Authentication Mode', value: 'HTTP Header' },
    { label: 'Authorization: Bearer', value: '{token}' },
  ],
  sources: {
    userName: 'Application username (Email)',
    displayName: 'user.displayName, or String.join(" ", user.firstName, user.lastName)',
    active: 'sent by itself',
    externalId: 'sent by itself',
  },
  sections: [
    {
      title: '1. Open or create the application',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'In the Okta Admin Console, open **Applications** › **Applications**. Take the application that you already use for single sign-on with this product; otherwise choose **Create App Integration** › **SAML 2.0** and finish single sign-on first.',
            'On the tab **General**, beside **App Settings**, choose **Edit**. Under **Provisioning** choose **SCIM**, then **Save**. A tab **Provisioning** appears.',
            'On the tab **Sign On**, under **Credentials Details**, set **Application username format** to **Email**: the user name must be the e-mail address.',
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
            'Open the tab **Provisioning** › **Integration** and choose **Edit**.',
            'Fill in the values below. Paste the token alone, without the word Bearer.',
            'Under **Supported provisioning actions** check **Push New Users** and **Push Profile Updates**. Leave **Push Groups** unchecked unless this organisation uses the full profile.',
            'Choose **Test Connector Configuration**, then **Save**.',
          ],
        },
        { kind: 'values' },
        {
          kind: 'picture',
          name: 'integration',
          picture: {
            title: 'Okta · Provisioning · Integration',
            lines: [
              { label: 'SCIM connector base URL', value: '{url}', marked: true },
              { label: 'Unique identifier field for users', value: 'userName', marked: true },
              {
                label: 'Supported provisioning actions',
                value: '☑ Push New Users   ☑ Push Profile Updates',
                marked: true,
              },
              { label: 'Authentication Mode', value: 'HTTP Header', marked: true },
              { label: 'Authorization: Bearer', value: '{token}', marked: true },
            ],
            button: 'Test Connector Configuration',
          },
        },
      ],
    },
    {
      title: '3. Map exactly these attributes',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Open **Provisioning** › **To App** and choose **Edit**. Enable **Create Users**, **Update User Attributes** and **Deactivate Users**, then **Save**.',
            'Scroll to the attribute mappings. Keep what the table names. Press the × beside every other attribute (given name, family name, e-mail, phone…): **an extra attribute is refused**.',
            'If `displayName` is missing, choose **Show Unmapped Attributes**, edit it and map it.',
          ],
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
            'In the console, save the connection: that switches provisioning on.',
            'On the tab **Assignments** choose **Assign** and assign one person first. Within a minute the person appears under Users in the console.',
            'Then assign everybody else, by group. People who were assigned before provisioning was on are not sent by themselves: choose **Provision User** at the top of **Assignments**.',
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
            '**Deactivate**: whoever is unassigned, suspended or deactivated in Okta may no longer log in. Their data is kept.',
            '**Reactivate**: whoever is assigned again is the same user as before, active again.',
            '**Delete**: Okta never deletes a user here; deleting somebody in Okta deactivates them first, and so they stay.',
          ],
        },
      ],
    },
    {
      title: 'If something is refused',
      blocks: [
        {
          kind: 'text',
          text: 'Okta shows the refusal on the **Tasks** dashboard and in the system log. The console shows every request under Requests with the reason. After you have corrected the cause, choose **Retry Selected** on the dashboard.',
        },
        { kind: 'errors' },
      ],
    },
  ],
};
