import type { Guide } from '../guide';

export const jumpcloud: Guide = {
  name: 'jumpcloud',
  language: 'fr',
  title: 'Connecter JumpCloud',
  lead: 'Pour les administrateurs de JumpCloud. Comptez quinze minutes environ. Les noms des boutons de JumpCloud sont donnés en anglais.',
  before: [
    'Dans le portail d’administration JumpCloud, votre rôle est **Administrator** ou **Administrator with billing**.',
    'Votre abonnement JumpCloud comprend l’authentification unique avec gestion des identités (SCIM).',
    'Vous avez une adresse e-mail de votre domaine que personne n’utilise : JumpCloud en fait un utilisateur de test.',
  ],
  values: [
    { label: 'API Type', value: 'SCIM API' },
    { label: 'SCIM Version', value: 'SCIM 2.0' },
    { label: 'Base URL', value: '{url}' },
    { label: 'Token Key', value: '{token}' },
  ],
  sources: {
    userName: 'email',
    displayName: 'displayname',
    active: 'envoyé automatiquement',
    externalId: 'id',
  },
  sections: [
    {
      title: '1. Ajouter l’application',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Ouvrez **SSO Applications** › **Add New Application**. Prenez l’application que vous utilisez déjà pour l’authentification unique avec {product}, ou choisissez **Custom Application**.',
            'Parmi les fonctions, choisissez **Export users to this app (Identity Management)**, donnez un nom et choisissez **Save Application**.',
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
            'Enregistrez d’abord la configuration dans la console. JumpCloud crée son utilisateur de test quand vous l’activez, et aucun utilisateur ne peut être créé tant que le provisionnement est désactivé.',
            'Ouvrez l’onglet **Identity Management** et saisissez les valeurs ci-dessous.',
            'Comme **Test User Email**, saisissez une adresse que personne n’utilise, par exemple scim-test@ dans votre domaine. JumpCloud crée ici cet utilisateur, puis le supprime ou le désactive.',
            'Désactivez **Group Management**, sauf si votre organisation utilise le profil complet.',
            'Choisissez **Test Connection**, puis **Activate**.',
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
              { label: 'Test User Email', value: 'scim-test@votre-domaine' },
            ],
            button: 'Test Connection',
          },
        },
        {
          kind: 'test',
          writes: true,
          says: 'JumpCloud crée son utilisateur de test, le modifie, puis le retire. Les requêtes apparaissent dans l’onglet Requêtes de la console, avec la raison si l’une est refusée.',
        },
      ],
    },
    {
      title: '3. Mapper exactement ces attributs',
      blocks: [
        {
          kind: 'text',
          text: 'Sous **Attribute Mapping**, gardez ce que le tableau nomme et retirez tout autre attribut facultatif. Si votre JumpCloud ne permet pas de les retirer, demandez à {company} le profil complet, qui accepte aussi les noms et les adresses.',
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
            'Dans l’onglet **User Groups**, cochez le groupe dont les membres doivent utiliser {product}, et choisissez **Save**. Commencez par un groupe d’une seule personne.',
            'En moins d’une minute, elle figure dans l’onglet Utilisateurs de la console. Affectez ensuite les autres groupes.',
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
            '**Désactiver** : les personnes suspendues dans JumpCloud ou qui quittent le groupe ne peuvent plus se connecter. Leurs données sont conservées.',
            '**Réactiver** : la personne de nouveau active dans le groupe est le même utilisateur qu’avant, de nouveau actif.',
            '**Supprimer** : JumpCloud désactive les utilisateurs ; il ne supprime que son propre utilisateur de test.',
          ],
        },
      ],
    },
    {
      title: 'Si quelque chose est refusé',
      blocks: [
        {
          kind: 'text',
          text: 'JumpCloud affiche le refus dans les notifications de l’application et sous **Directory Insights**. La console affiche chaque requête dans l’onglet Requêtes, avec la raison.',
        },
        { kind: 'errors' },
      ],
    },
  ],
  from: ['jumpcloud.com/support'],
};
