import type { Guide } from '../guide';

export const other: Guide = {
  name: 'other',
  language: 'fr',
  title: 'Connecter un autre fournisseur d’identité',
  lead: 'Tout fournisseur d’identité qui parle SCIM 2.0 peut être connecté. Ses pages donnent peut-être d’autres noms aux mêmes choses.',
  before: [
    'Votre fournisseur d’identité sait provisionner les utilisateurs par SCIM 2.0, et votre abonnement le comprend.',
  ],
  values: [
    { label: 'URL de base (point de terminaison SCIM, URL de locataire)', value: '{url}' },
    { label: 'Jeton porteur (jeton secret, clé d’API)', value: '{token}' },
    { label: 'Authentification', value: 'Bearer token, HTTP header' },
    { label: 'Version de SCIM', value: '2.0' },
  ],
  clientValues: [
    { label: 'URL de base (point de terminaison SCIM, URL de locataire)', value: '{url}' },
    { label: 'Point de terminaison du jeton (URL du jeton)', value: '{endpoint}' },
    { label: 'ID client', value: '{clientId}' },
    { label: 'Secret client', value: '{secret}' },
    { label: 'Type d’octroi', value: 'client_credentials' },
    { label: 'Étendue, si elle est demandée', value: 'scim' },
  ],
  trustValues: [
    { label: 'URL de base (point de terminaison SCIM, URL de locataire)', value: '{url}' },
    { label: 'Point de terminaison du jeton (URL du jeton)', value: '{endpoint}' },
    { label: 'ID client', value: '{clientId}' },
    { label: 'Authentification du client', value: 'JWT client assertion (RFC 7523)' },
    { label: 'Type d’octroi', value: 'client_credentials' },
    { label: 'Étendue, si elle est demandée', value: 'scim' },
  ],
  sources: {
    userName: 'l’adresse e-mail',
    displayName: 'le nom affiché',
    active: 'en général envoyé automatiquement',
    externalId: 'l’identifiant de l’utilisateur là-bas',
  },
  sections: [
    {
      title: '1. Créer l’application',
      blocks: [
        {
          kind: 'text',
          text: 'Prenez l’application que vous utilisez déjà pour l’authentification unique avec {product}, ou créez-en une qui sait provisionner par SCIM 2.0.',
        },
      ],
    },
    {
      title: '2. Coller l’URL de base et le jeton',
      blocks: [
        { kind: 'values' },
        {
          kind: 'picture',
          name: 'settings',
          picture: {
            title: 'Provisionnement',
            lines: [
              { label: 'Version de SCIM', value: '2.0' },
              { label: 'URL de base', value: '{url}', marked: true },
              { label: 'Jeton porteur', value: '{token}', marked: true },
            ],
            button: 'Tester',
          },
        },
        {
          kind: 'test',
          says: 'La plupart des fournisseurs d’identité testent en recherchant un utilisateur qui n’existe pas. La requête apparaît dans l’onglet Requêtes de la console.',
        },
      ],
    },
    {
      title: '3. Mapper exactement ces attributs',
      blocks: [
        {
          kind: 'text',
          text: 'Supprimez tout autre mappage : **un attribut de trop est refusé**.',
        },
        { kind: 'attributes' },
      ],
    },
    {
      title: '4. Affecter des utilisateurs',
      blocks: [
        {
          kind: 'text',
          text: 'Enregistrez la configuration dans la console, activez le provisionnement chez le fournisseur d’identité, et affectez d’abord une seule personne. En moins d’une minute, elle figure dans l’onglet Utilisateurs. Affectez ensuite toutes les autres.',
        },
      ],
    },
    { title: 'Si quelque chose est refusé', blocks: [{ kind: 'errors' }] },
  ],
  from: [],
};
