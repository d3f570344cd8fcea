import type { Guide } from '../guide';
import { ONELOGIN_TEMPLATE } from '../template';

export const onelogin: Guide = {
  name: 'onelogin',
  language: 'en',
  title: 'Connect OneLogin',
  lead: 'For administrators of OneLogin. It takes about fifteen minutes.',
  before: [
    'In OneLogin you are the **account owner** or a **super user**.',
    'Your OneLogin plan includes user provisioning: an application then has a tab **Provisioning**.',
  ],
  values: [
    { label: 'SCIM Base URL', value: '{url}' },
    { label: 'SCIM Bearer Token', value: '{token}' },
    { label: 'Custom Headers', value: 'Content-Type: application/scim+json' },
  ],
  sources: {
    userName: 'SCIM Username (Email)',
    displayName: '{$user.firstname} {$user.lastname}',
    active: 'sent by itself',
    externalId: '{$user.id}',
  },
  sections: [
    {
      title: '1. Add the application',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Open **Applications** › **Applications** › **Add App** and search for **SCIM Provisioner with SAML (SCIM v2 Enterprise)**. The core variant of SCIM v2 works as well; those of v1.1 do not.',
            'Give it a name and choose **Save**. Set up single sign-on on the tab **SSO** if you have not done so yet.',
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
            'Open the tab **Configuration** and fill in the values below. The base URL has no slash at its end.',
            'Replace the whole **SCIM JSON Template** with the one below: select everything that is in the field, then paste.',
          ],
        },
        { kind: 'values' },
        { kind: 'code', code: ONELOGIN_TEMPLATE },
        {
          kind: 'steps',
          steps: [
            'When every field is filled in, choose **Enable** next to **API Status**. OneLogin tests the connection with the values in the fields.',
            'When **API Status** says **Enabled**, choose **Save**. **Enable first, then Save**: what you do not save is lost, including the status.',
          ],
        },
        {
          kind: 'picture',
          name: 'configuration',
          picture: {
            title: 'OneLogin · Configuration',
            lines: [
              { label: 'SCIM Base URL', value: '{url}', marked: true },
              {
                label: 'SCIM JSON Template',
                value: '{ "schemas": [ … ], "userName": … }',
                marked: true,
              },
              {
                label: 'Custom Headers',
                value: 'Content-Type: application/scim+json',
                marked: true,
              },
              { label: 'SCIM Bearer Token', value: '{token}', marked: true },
              { label: 'API Status', value: 'Disabled' },
            ],
            button: 'Enable',
          },
        },
        {
          kind: 'test',
          says: '**Enable** is the test: OneLogin looks up a user that does not exist, and the request is listed under Requests in the console. When it fails, the status stays on **Disabled**.',
        },
      ],
    },
    {
      title: '3. Map exactly these attributes',
      blocks: [
        {
          kind: 'text',
          text: 'In OneLogin the template is the mapping. The one above sends exactly what the strict profile accepts; **an extra line is refused**.',
        },
        {
          kind: 'steps',
          steps: [
            'On the tab **Parameters**, set **SCIM Username** to **Email**.',
            'Leave **Groups** out of the parameters unless your organisation uses the full profile.',
          ],
        },
        { kind: 'attributes' },
      ],
    },
    {
      title: '4. Switch provisioning on and assign users',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'In the console, save the connection: that switches provisioning on.',
            'On the tab **Provisioning**, check **Enable provisioning**. Uncheck the approval of **Create user**, **Delete user** and **Update user**, unless an administrator is to approve each of them.',
            'Set **When users are deleted in OneLogin, or the user’s app access is removed** to **Suspend**, so that nobody’s data is lost by mistake. **Save**.',
            'Assign one person first, under **Users** › the person › **Applications**. Within a minute the person appears under Users in the console. Then assign everyone else, by role.',
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
            '**Deactivate**: people who are suspended in OneLogin, or lose the application with the setting **Suspend**, can no longer log in. Their data is kept.',
            '**Reactivate**: a person who is unsuspended or gets the application again is the same user as before, active again.',
            '**Delete**: with the setting **Delete** the user is deleted here when deleted in OneLogin or when the application is removed. That cannot be undone.',
          ],
        },
      ],
    },
    {
      title: 'If something is refused',
      blocks: [
        {
          kind: 'text',
          text: 'OneLogin shows the refusal next to the person on the tab **Users** of the application. The console lists every request under Requests with the reason. After you have corrected the cause, choose **Retry** there.',
        },
        { kind: 'errors' },
      ],
    },
  ],
  from: ['developers.onelogin.com/scim'],
};
