import type { Guide } from '../guide';

export const entra: Guide = {
  name: 'entra',
  language: 'en',
  title: 'Connect Microsoft Entra ID',
  lead: 'For administrators of Microsoft Entra ID (formerly Azure AD). It takes about twenty minutes. Nothing can break: until you assign users in the last step, nobody is sent.',
  values: [
    { label: 'Tenant URL', value: '{url}' },
    { label: 'Secret token', value: '{token}' },
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
            'In the Microsoft Entra admin center, open **Enterprise applications**. Take the application that you already use for single sign-on with this product; otherwise choose **New application** › **Create your own application**, give it a name, keep **Integrate any other application you don’t find in the gallery (Non-gallery)** and choose **Create**.',
            'In the application, open **Provisioning**. If Entra offers **Connect your application** or **Get started**, choose it; set **Provisioning Mode** to **Automatic** where it is asked.',
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
            'Under **Admin Credentials** fill in the two values below.',
            'Choose **Test Connection**. Entra says that the credentials are authorized; the request shows under Requests in the console.',
            'Choose **Save** (in the new pages: **Create**). The mappings appear only after that.',
          ],
        },
        { kind: 'values' },
        {
          kind: 'picture',
          name: 'credentials',
          picture: {
            title: 'Entra · Provisioning · Admin Credentials',
            lines: [
              { label: 'Provisioning Mode', value: 'Automatic' },
              { label: 'Tenant URL', value: '{url}', marked: true },
              { label: 'Secret token', value: '{token}', marked: true },
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
          kind: 'steps',
          steps: [
            'Open **Attribute mapping** (under **Mappings**) › **Provision Microsoft Entra ID Groups**, set **Enabled** to **No** and **Save**, unless this organisation uses the full profile and wants groups.',
            'Go back and open **Provision Microsoft Entra ID Users**. Under **Target Object Actions** keep **Create** and **Update**. Check **Delete** only if people who are deleted in Entra are to be deleted here too.',
            'Edit the row of `userName`: set **Source attribute** to `mail`, keep **Match objects using this attribute** with **Yes** and precedence 1.',
            'Keep the rows that the table names. **Delete every other row** (emails, name, phone numbers, addresses, title, department…): an extra attribute is refused.',
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
      title: '4. Assign users and start',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'In the console, save the connection: that switches provisioning on.',
            'In the application, open **Users and groups** and assign one person first.',
            'Open **Provisioning** › **Provision on demand**, choose that person and **Provision**. Within seconds the person appears under Users in the console.',
            'Assign everybody else, then choose **Start provisioning**. The first cycle takes a while; later ones run about every 40 minutes.',
          ],
        },
        {
          kind: 'note',
          text: 'Everybody needs an e-mail address in Entra (the property **mail**): whoever has none is refused, with `userName` named as the reason.',
        },
      ],
    },
    {
      title: 'What happens afterwards',
      blocks: [
        {
          kind: 'steps',
          steps: [
            '**Deactivate**: whoever is unassigned, blocked or deleted in Entra may no longer log in, with the next cycle. Their data is kept.',
            '**Reactivate**: whoever is restored or assigned again is the same user as before, active again.',
            '**Delete**: 30 days after somebody was deleted in Entra (or at once when removed for good), Entra deletes the user here if **Delete** is checked. That cannot be undone.',
          ],
        },
      ],
    },
    {
      title: 'If something is refused',
      blocks: [
        {
          kind: 'text',
          text: 'Entra shows refusals under **Provisioning logs** and tries again by itself with each cycle. The console shows every request under Requests with the reason. After many refusals Entra puts the application in quarantine: correct the cause, then choose **Restart provisioning**.',
        },
        { kind: 'errors' },
      ],
    },
  ],
};
