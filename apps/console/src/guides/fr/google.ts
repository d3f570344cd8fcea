import type { Guide } from '../guide';

export const google: Guide = {
  name: 'google',
  language: 'fr',
  title: 'Connecter Google Workspace',
  lead: 'Pour les administrateurs de Google Workspace. Lisez l’étape 1 avant de commencer : Google ne provisionne que les applications de son propre catalogue. Les noms des boutons de Google sont donnés en anglais.',
  before: [
    'Dans la console d’administration Google, vous êtes **super-administrateur**.',
    'Votre édition comprend le provisionnement automatique des utilisateurs. Business Starter et Frontline Starter permettent trois applications, les autres éditions Business, Frontline et Enterprise jusqu’à cent, Cloud Identity Free aucune.',
  ],
  values: [
    { label: 'Access token', value: '{token}' },
    { label: 'Endpoint URL', value: '{url}' },
  ],
  sources: {
    userName: 'Basic Information › Primary email',
    displayName: 'ce que propose l’application du catalogue',
    active: 'envoyé automatiquement',
    externalId: 'ce que propose l’application du catalogue',
  },
  sections: [
    {
      title: '1. Vérifier si Google sait le faire',
      blocks: [
        {
          kind: 'points',
          points: [
            'Google ne provisionne les utilisateurs que dans les applications de son catalogue qui le permettent. Une **application SAML personnalisée** (custom SAML app) n’a pas de section **Autoprovisioning** : SCIM ne peut pas y être configuré, quoi que sache faire l’application.',
            'Ouvrez **Apps** › **Web and mobile apps** › **Add app** › **Search for apps** et cherchez {product}. S’il y figure avec le provisionnement automatique, continuez à l’étape 2.',
            'Sinon, demandez à {company}. Certains éditeurs font prendre à leurs clients une application du catalogue dont l’**Endpoint URL** peut être modifiée ; Ory, par exemple, documente **Keeper Web (SAML)**. Google ne décrit pas cette méthode et n’aide pas si elle échoue. La méthode prise en charge est un fournisseur d’identité intermédiaire, comme Okta ou Microsoft Entra ID, qui lit l’annuaire de Google et parle SCIM ici : suivez alors le guide de ce fournisseur.',
            'L’application du catalogue décide quels attributs sont envoyés, en général aussi les noms et les adresses e-mail. Le profil strict les refuse, et Google ne permet pas de retirer ceux qui portent un astérisque : demandez d’abord à {company} le profil complet.',
          ],
        },
        {
          kind: 'note',
          text: 'Sources : aide Google Workspace, « About automated user provisioning » (support.google.com/a/answer/7681608) ; Ory, « Set up SCIM provisioning from Google Workspace » (ory.com/docs/kratos/manage-identities/scim/google-workspace).',
        },
      ],
    },
    {
      title: '2. Ajouter l’application',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Sous **Apps** › **Web and mobile apps**, ouvrez l’application, ou ajoutez-la et terminez d’abord l’authentification unique (SAML), avec **EMAIL** comme format de l’identifiant (name ID format) et **Primary email** comme identifiant (name ID).',
            'Sous **User access**, activez l’application (**ON**) pour une unité organisationnelle qui contient une seule personne. Google provisionne les personnes qui y ont accès, et personne d’autre.',
          ],
        },
      ],
    },
    {
      title: '3. Coller le jeton et l’URL de base',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Dans la section **Autoprovisioning**, choisissez **Configure autoprovisioning**.',
            'Collez le jeton comme **Access token** et choisissez **Continue**.',
            'Collez l’URL de base comme **Endpoint URL**, à la place de tout ce que contient le champ, et choisissez **Continue**.',
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
          text: 'Google n’a pas de bouton pour tester la connexion. Le test de connexion de la console teste le même jeton et la même adresse.',
        },
      ],
    },
    {
      title: '4. Mapper exactement ces attributs',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Mappez chaque attribut qui porte un astérisque. Le nom d’utilisateur doit être **Primary email**.',
            'Laissez tout autre attribut sans mappage, sauf si le tableau le nomme : **un attribut de trop est refusé**. Choisissez **Continue**.',
          ],
        },
        { kind: 'attributes' },
      ],
    },
    {
      title: '5. Choisir les personnes et activer',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Limitez le provisionnement à des groupes si vous le souhaitez. Choisissez **Continue**.',
            'Choisissez ce qui se passe quand une personne perd l’application, est suspendue ou est supprimée : préférez **suspend** à **delete**, et le délai le plus court. **Jusqu’à la fin du délai, elle peut encore se connecter ici.** Choisissez **Finish**.',
            'Dans la console, enregistrez la configuration : cela active le provisionnement.',
            'Dans la section **Autoprovisioning**, passez de **Inactive** à **Active**. En un jour au plus, souvent plus tôt, la personne figure dans l’onglet Utilisateurs de la console. Activez ensuite l’application pour toutes les autres.',
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
            '**Quand** : Google synchronise toutes les quelques heures, et personne ne peut lancer la synchronisation à la main.',
            '**Désactiver** : les personnes qui perdent l’application ou sont suspendues ne peuvent plus se connecter, après le délai que vous avez choisi. Les utilisateurs archivés ne sont pas synchronisés du tout.',
            '**Supprimer** : avec le réglage **delete**, l’utilisateur est supprimé ici, après le délai. C’est irréversible.',
          ],
        },
      ],
    },
    {
      title: 'Si quelque chose est refusé',
      blocks: [
        {
          kind: 'text',
          text: 'Google affiche les échecs dans la section **Autoprovisioning** de l’application et dans le journal d’audit. La console affiche chaque requête dans l’onglet Requêtes, avec la raison.',
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
