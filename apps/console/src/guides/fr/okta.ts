import type { Guide } from '../guide';

export const okta: Guide = {
  name: 'okta',
  language: 'fr',
  title: 'Connecter Okta',
  lead: 'Pour les administrateurs d’Okta. Comptez quinze minutes environ. Les noms des boutons d’Okta sont donnés en anglais, comme Okta les affiche.',
  before: [
    'Dans Okta, vous êtes **super administrator** ou **application administrator**.',
    'Votre abonnement Okta comprend **Lifecycle Management**. Sans lui, les réglages d’une application ne proposent pas **SCIM** : demandez à votre contact chez Okta de l’ajouter.',
  ],
  values: [
    { label: 'SCIM connector base URL', value: '{url}' },
    { label: 'Unique identifier field for users', value: 'userName' },
    { label: 'Authentication Mode', value: 'HTTP Header' },
    { label: 'Authorization: Bearer', value: '{token}' },
  ],
  sources: {
    userName: 'Application username (Email)',
    displayName: 'user.displayName, ou String.join(" ", user.firstName, user.lastName)',
    active: 'envoyé automatiquement',
    externalId: 'envoyé automatiquement',
  },
  sections: [
    {
      title: '1. Ouvrir ou créer l’application',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Dans la console d’administration Okta, ouvrez **Applications** › **Applications**. Prenez l’application que vous utilisez déjà pour l’authentification unique avec {product}. S’il n’y en a pas, choisissez **Create App Integration** › **SAML 2.0** et terminez d’abord l’authentification unique.',
            'Dans l’onglet **General**, choisissez **Edit** à côté de **App Settings**. Sous **Provisioning**, choisissez **SCIM**, puis **Save**. Un onglet **Provisioning** apparaît.',
            'Dans l’onglet **Sign On**, sous **Credentials Details**, réglez **Application username format** sur **Email** : le nom d’utilisateur doit être l’adresse e-mail.',
          ],
        },
      ],
    },
    {
      title: '2. Coller l’URL de base et le jeton',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Ouvrez l’onglet **Provisioning** › **Integration** et choisissez **Edit**.',
            'Saisissez les valeurs ci-dessous. Collez le jeton seul, sans le mot Bearer.',
            'Sous **Supported provisioning actions**, cochez **Push New Users** et **Push Profile Updates**. Laissez **Push Groups** décoché, sauf si votre organisation utilise le profil complet.',
            'Choisissez **Test Connector Configuration**, puis **Save**.',
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
          says: 'Si le test réussit, Okta affiche « Connector configured successfully ». S’il échoue, Okta affiche « Error authenticating » et « The connector configuration could not be tested » : l’URL de base ou le jeton est faux.',
        },
      ],
    },
    {
      title: '3. Mapper exactement ces attributs',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Ouvrez **Provisioning** › **To App** et choisissez **Edit**. Activez **Create Users**, **Update User Attributes** et **Deactivate Users**, puis **Save**.',
            'Descendez jusqu’aux mappages d’attributs. Gardez `userName` et `displayName`. **Un attribut de trop est refusé** : cliquez sur le × de chaque autre ligne qu’Okta a remplie, c’est-à-dire `givenName`, `familyName`, `middleName`, `honorificPrefix`, `honorificSuffix`, `email`, `emailType`, `title`, `nickName`, `profileUrl`, `primaryPhone`, `primaryPhoneType`, `streetAddress`, `locality`, `region`, `postalCode`, `country`, `formatted`, `addressType`, `preferredLanguage`, `locale`, `timezone`, `userType`, `employeeNumber`, `costCenter`, `organization`, `division`, `department`, `managerValue`, `managerDisplayName`.',
            'Si `displayName` manque, choisissez **Show Unmapped Attributes**, modifiez-le et mappez-le.',
          ],
        },
        { kind: 'attributes' },
      ],
    },
    {
      title: '4. Affecter des utilisateurs',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Dans la console, enregistrez la configuration : cela active le provisionnement.',
            'Dans l’onglet **Assignments**, choisissez **Assign** et affectez d’abord une seule personne. En moins d’une minute, elle figure dans l’onglet Utilisateurs de la console.',
            'Affectez ensuite toutes les autres, par groupe. Okta n’envoie pas automatiquement les personnes affectées avant l’activation : choisissez **Provision User** en haut de **Assignments**.',
          ],
        },
      ],
    },
    {
      title: 'Ce qui se passe ensuite',
      blocks: [
        {
          kind: 'points',
          points: [
            '**Désactiver** : les personnes dont l’affectation est retirée, ou qui sont suspendues ou désactivées dans Okta, ne peuvent plus se connecter. Leurs données sont conservées.',
            '**Réactiver** : la personne affectée de nouveau est le même utilisateur qu’avant, de nouveau actif.',
            '**Supprimer** : Okta ne supprime jamais un utilisateur ici. Une personne supprimée dans Okta y est d’abord désactivée, et elle reste désactivée ici.',
          ],
        },
      ],
    },
    {
      title: 'Si quelque chose est refusé',
      blocks: [
        {
          kind: 'text',
          text: 'Okta affiche le refus dans le tableau de bord **Tasks** et dans le journal système. La console affiche chaque requête dans l’onglet Requêtes, avec la raison. Une fois la cause corrigée, choisissez **Retry Selected** dans le tableau de bord.',
        },
        { kind: 'errors' },
      ],
    },
  ],
  from: ['developer.okta.com/docs/guides/scim-provisioning-integration-connect'],
};
