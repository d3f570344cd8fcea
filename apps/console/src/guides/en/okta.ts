import type { Guide } from '../guide';

export const okta: Guide = {
  name: 'okta',
  language: 'en',
  title: 'Connect Okta',
  lead: 'For administrators of Okta. It takes about fifteen minutes.',
  before: [
    'In Okta you are a **super administrator** or an **application administrator**.',
    'Your Okta plan includes **Lifecycle Management**. Without it the settings of an application do not offer **SCIM**: ask your Okta contact to add it.',
  ],
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
            'In the Okta Admin Console, open **Applications** › **Applications**. Take the application that you already use for single sign-on with {product}. If there is none, choose **Create App Integration** › **SAML 2.0** and finish single sign-on first.',
            'On the tab **General**, choose **Edit** next to **App Settings**. Under **Provisioning** choose **SCIM**, then **Save**. A tab **Provisioning** appears.',
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
            'Under **Supported provisioning actions** check **Push New Users** and **Push Profile Updates**. Leave **Push Groups** unchecked unless your organisation uses the full profile.',
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
        {
          kind: 'test',
          says: 'When the test passes, Okta says “Connector configured successfully”. When it fails, Okta says “Error authenticating” and “The connector configuration could not be tested”: the base URL or the token is wrong.',
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
            'Scroll to the attribute mappings. Keep `userName` and `displayName`. **An extra attribute is refused**, so press the × on every other row that Okta has filled in: `givenName`, `familyName`, `middleName`, `honorificPrefix`, `honorificSuffix`, `email`, `emailType`, `title`, `nickName`, `profileUrl`, `primaryPhone`, `primaryPhoneType`, `streetAddress`, `locality`, `region`, `postalCode`, `country`, `formatted`, `addressType`, `preferredLanguage`, `locale`, `timezone`, `userType`, `employeeNumber`, `costCenter`, `organization`, `division`, `department`, `managerValue`, `managerDisplayName`.',
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
            'Then assign everyone else, by group. Okta does not send people by itself who were assigned before provisioning was on: choose **Provision User** at the top of **Assignments**.',
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
            '**Deactivate**: people who are unassigned, suspended or deactivated in Okta can no longer log in. Their data is kept.',
            '**Reactivate**: a person who is assigned again is the same user as before, active again.',
            '**Delete**: Okta never deletes a user here. Deleting people in Okta deactivates them first, and they stay deactivated.',
          ],
        },
      ],
    },
    {
      title: 'If something is refused',
      blocks: [
        {
          kind: 'text',
          text: 'Okta shows the refusal on the **Tasks** dashboard and in the system log. The console lists every request under Requests with the reason. After you have corrected the cause, choose **Retry Selected** on the dashboard.',
        },
        { kind: 'errors' },
      ],
    },
  ],
  from: ['developer.okta.com/docs/guides/scim-provisioning-integration-connect'],
};
