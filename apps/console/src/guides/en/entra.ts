import type { Guide } from '../guide';

export const entra: Guide = {
  name: 'entra',
  language: 'en',
  title: 'Connect Microsoft Entra ID',
  lead: 'For administrators of Microsoft Entra ID (formerly Azure AD). It takes about twenty minutes. Entra sends no users until you assign some in step 5.',
  before: [
    'Your role in Entra is at least **Cloud Application Administrator**.',
    'To assign **groups** to the application you need the licence **Microsoft Entra ID P1** or higher; single people can be assigned without it. Entra sends the direct members of a group and not those of the groups inside it.',
  ],
  values: [
    { label: 'Tenant URL', value: '{url}' },
    { label: 'Secret token', value: '{token}' },
  ],
  clientValues: [
    { label: 'Authentication method', value: 'OAuth2 client credentials grant' },
    { label: 'Tenant URL', value: '{url}' },
    { label: 'Token endpoint', value: '{endpoint}' },
    { label: 'Client identifier', value: '{clientId}' },
    { label: 'Client secret', value: '{secret}' },
  ],
  trustValues: [
    { label: 'Authentication method', value: 'Workload identity federation' },
    { label: 'Tenant URL', value: '{url}' },
    { label: 'Token endpoint', value: '{endpoint}' },
    { label: 'Client identifier', value: '{clientId}' },
    { label: 'Scope', value: 'scim' },
  ],
  sources: {
    userName: 'mail',
    displayName: 'displayName',
    active: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
    externalId: 'objectId (or leave mailNickname)',
  },
  sections: [
    {
      title: '1. Open or create the application',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'In the Microsoft Entra admin center, open **Entra ID** › **Enterprise apps**. Take the application that you already use for single sign-on with {product}. If there is none, choose **New application** › **Create your own application**, give it a name, keep **Integrate any other application you don’t find in the gallery (Non-gallery)** and choose **Create**.',
            'In the application, open **Provisioning** and choose **+ New configuration**. Older pages call it **Get started** or **Connect your application** and ask for **Provisioning Mode**: choose **Automatic**.',
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
            'Choose the authentication method that you chose in the console: **OAuth2 client credentials grant** for an OAuth client, **Workload identity federation** for a trust, **Bearer authentication** for a pasted token.',
            '**An application of Microsoft’s gallery** offers the methods that its publisher registered: client credentials or federation. **An application that you created yourself** may offer no choice: then it takes a pasted token.',
            'Fill in the values below. For federation, Entra also shows issuer, subject and audience: enter them in the console, in the step “Trust its signature”.',
            'Choose **Test Connection**.',
            'Choose **Create** (older pages: **Save**). The attribute mappings appear only after that.',
          ],
        },
        { kind: 'values' },
        {
          kind: 'picture',
          name: 'credentials',
          picture: {
            title: 'Entra · Provisioning · New configuration (pasted token)',
            lines: [
              { label: 'Tenant URL', value: '{url}', marked: true },
              { label: 'Secret token', value: '{token}', marked: true },
              { label: 'Test Connection', value: 'The credentials are authorized' },
            ],
            button: 'Create',
          },
        },
        {
          kind: 'test',
          says: 'Entra looks up a user that cannot exist and says that the supplied credentials are authorized; the request is listed under Requests in the console. When the test fails, Entra says “You appear to have entered invalid credentials”.',
        },
      ],
    },
    {
      title: '3. Say whom Entra warns',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Open **Overview** › **Properties** and choose the pencil.',
            'Switch the **notification e-mail** on and enter an address that somebody reads. Entra writes there when it puts the application in quarantine, for example because the token or the client secret has expired.',
            'Switch **accidental deletions prevention** on and choose a threshold, such as 20. When one cycle would deactivate or delete more people than that, Entra stops and asks you first.',
            'Choose **Apply**.',
          ],
        },
      ],
    },
    {
      title: '4. Map exactly these attributes',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Open **Attribute mapping** › **Provision Microsoft Entra ID Groups**, set **Enabled** to **No** and choose **Save**, unless your organisation uses the full profile and wants groups.',
            'Go back and open **Provision Microsoft Entra ID Users**. Under **Target Object Actions** keep **Create** and **Update**. Check **Delete** only if people who are deleted in Entra are to be deleted here too.',
            'Edit the row of `userName`: set **Source attribute** to `mail`, keep **Match objects using this attribute** on **Yes** and the precedence on 1.',
            'Keep the rows that the table names. **Delete every other row** (`emails[type eq "work"].value`, `name.givenName`, `name.familyName`, phone numbers, addresses, `title`, department…): an extra attribute is refused.',
            'Choose **Save** and confirm.',
          ],
        },
        { kind: 'attributes' },
        {
          kind: 'picture',
          name: 'mapping',
          picture: {
            title: 'Entra · Attribute mapping · Provision Microsoft Entra ID Users',
            lines: [
              { label: 'mail', value: 'userName  (matching precedence 1)', marked: true },
              {
                label: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
                value: 'active',
                marked: true,
              },
              { label: 'displayName', value: 'displayName', marked: true },
              { label: 'objectId', value: 'externalId', marked: true },
              { label: 'every other row', value: 'Delete' },
            ],
            button: 'Save',
          },
        },
      ],
    },
    {
      title: '5. Assign users and start',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'In the console, save the connection: that switches provisioning on.',
            'In the application, open **Users and groups** and assign one person first. Where the application has roles, choose one of them: Entra leaves people out whose role is **Default Access**.',
            'Open **Provisioning** › **Provision on demand**, choose that person and **Provision**. Within seconds the person appears under Users in the console.',
            'Assign everyone else, then choose **Start provisioning** under **Overview**. The first cycle takes a while; later ones run about every 40 minutes.',
          ],
        },
        {
          kind: 'note',
          text: 'Everyone needs an e-mail address in Entra (the property **mail**). A person who has none is refused, with `userName` named as the reason.',
        },
      ],
    },
    {
      title: 'What happens afterwards',
      blocks: [
        {
          kind: 'points',
          points: [
            '**Deactivate**: people who are unassigned, blocked or deleted in Entra can no longer log in, from the next cycle on. Their data is kept.',
            '**Reactivate**: a person who is restored or assigned again is the same user as before, active again.',
            '**Delete**: 30 days after a person was deleted in Entra (or at once when removed permanently), Entra deletes the user here if **Delete** is checked. That cannot be undone.',
          ],
        },
      ],
    },
    {
      title: 'If something is refused',
      blocks: [
        {
          kind: 'text',
          text: 'Entra shows refusals under **Provisioning logs** and tries again by itself in each cycle. The console lists every request under Requests with the reason. After many refusals Entra puts the application in quarantine: correct the cause, then choose **Restart provisioning**.',
        },
        { kind: 'errors' },
      ],
    },
  ],
  from: [
    'learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups',
    'learn.microsoft.com/entra/identity/app-provisioning/accidental-deletions',
  ],
};
