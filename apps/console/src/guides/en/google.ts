import type { Guide } from '../guide';

export const google: Guide = {
  name: 'google',
  language: 'en',
  title: 'Connect Google Workspace',
  lead: 'For administrators of Google Workspace. Read step 1 before you begin: Google provisions only into applications of its own catalogue.',
  before: [
    'In the Google Admin console you are a **super administrator**.',
    'Your edition includes automated user provisioning. Business Starter and Frontline Starter allow three applications, the other Business, Frontline and Enterprise editions up to one hundred, Cloud Identity Free none.',
  ],
  values: [
    { label: 'Access token', value: '{token}' },
    { label: 'Endpoint URL', value: '{url}' },
  ],
  sources: {
    userName: 'Basic Information › Primary email',
    displayName: 'what the catalogue application offers',
    active: 'sent by itself',
    externalId: 'what the catalogue application offers',
  },
  sections: [
    {
      title: '1. Find out whether Google can do it',
      blocks: [
        {
          kind: 'points',
          points: [
            'Google provisions users only into applications of its catalogue that support it. A **custom SAML app** has no section **Autoprovisioning**: SCIM cannot be set up in it, whatever the application can do.',
            'Open **Apps** › **Web and mobile apps** › **Add app** › **Search for apps** and look for {product}. If it is there with automated provisioning, continue with step 2.',
            'If it is not, ask {company}. Some vendors tell their customers to take a catalogue application whose **Endpoint URL** can be changed; Ory, for instance, documents **Keeper Web (SAML)**. Google does not describe this way, and does not help when it fails. The way that Google supports is an identity provider in between, such as Okta or Microsoft Entra ID, that reads Google’s directory and speaks SCIM here: then follow that provider’s guide.',
            'The catalogue application decides which attributes are sent, as a rule also names and e-mail addresses. The strict profile refuses those, and Google does not let you remove the ones marked with an asterisk: ask {company} for the full profile first.',
          ],
        },
        {
          kind: 'note',
          text: 'Sources: Google Workspace Help, “About automated user provisioning” (support.google.com/a/answer/7681608); Ory, “Set up SCIM provisioning from Google Workspace” (ory.com/docs/kratos/manage-identities/scim/google-workspace).',
        },
      ],
    },
    {
      title: '2. Add the application',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Under **Apps** › **Web and mobile apps** open the application, or add it and finish single sign-on (SAML) first, with **EMAIL** as the name ID format and **Primary email** as the name ID.',
            'Under **User access** switch the application **ON** for an organisational unit with one person in it. Google provisions only the people who have access.',
          ],
        },
      ],
    },
    {
      title: '3. Paste token and base URL',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'In the section **Autoprovisioning** choose **Configure autoprovisioning**.',
            'Paste the token as **Access token** and choose **Continue**.',
            'Paste the base URL as **Endpoint URL**, in place of everything that is in the field, and choose **Continue**.',
          ],
        },
        { kind: 'values' },
        {
          kind: 'picture',
          name: 'autoprovisioning',
          picture: {
            title: 'Google Admin · Configure autoprovisioning',
            lines: [
              { label: 'Access token', value: '{token}', marked: true },
              { label: 'Endpoint URL', value: '{url}', marked: true },
            ],
            button: 'Continue',
          },
        },
        {
          kind: 'note',
          text: 'Google has no button that tests the connection. The connection test of the console tests the same token and the same address.',
        },
      ],
    },
    {
      title: '4. Map exactly these attributes',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Map every attribute that is marked with an asterisk. The user name must be **Primary email**.',
            'Leave every other attribute unmapped unless the table names it: **an extra attribute is refused**. Choose **Continue**.',
          ],
        },
        { kind: 'attributes' },
      ],
    },
    {
      title: '5. Choose whom, and switch on',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Optionally restrict provisioning to groups. Choose **Continue**.',
            'Choose what happens when people lose the application, are suspended or are deleted: prefer **suspend** to **delete**, and the shortest delay. **Until the delay is over they can still log in here.** Choose **Finish**.',
            'In the console, save the connection: that switches provisioning on.',
            'In the section **Autoprovisioning**, switch from **Inactive** to **Active**. Within a day, mostly sooner, the person appears under Users in the console. Then switch the application on for everyone else.',
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
            '**When**: Google synchronises every few hours; you cannot start it by hand.',
            '**Deactivate**: people who lose the application or are suspended can no longer log in, after the delay that you chose. Archived users are not synchronised at all.',
            '**Delete**: with the setting **delete** the user is deleted here, after the delay. That cannot be undone.',
          ],
        },
      ],
    },
    {
      title: 'If something is refused',
      blocks: [
        {
          kind: 'text',
          text: 'Google shows failures in the section **Autoprovisioning** of the application and in the audit log. The console lists every request under Requests with the reason.',
        },
        { kind: 'errors' },
      ],
    },
  ],
  from: [
    'support.google.com/a/answer/7681608',
    'ory.com/docs/kratos/manage-identities/scim/google-workspace',
  ],
};
