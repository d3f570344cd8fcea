import type { Guide } from '../guide';
import { ONELOGIN_TEMPLATE } from '../template';

export const onelogin: Guide = {
  name: 'onelogin',
  language: 'fr',
  title: 'Connecter OneLogin',
  lead: 'Pour les administrateurs de OneLogin. Comptez quinze minutes environ. Les noms des boutons de OneLogin sont donnés en anglais, comme OneLogin les affiche.',
  before: [
    'Dans OneLogin, vous êtes **account owner** ou **super user**.',
    'Votre abonnement OneLogin comprend le provisionnement des utilisateurs : une application a alors un onglet **Provisioning**.',
  ],
  values: [
    { label: 'SCIM Base URL', value: '{url}' },
    { label: 'SCIM Bearer Token', value: '{token}' },
    { label: 'Custom Headers', value: 'Content-Type: application/scim+json' },
  ],
  sources: {
    userName: 'SCIM Username (Email)',
    displayName: '{$user.firstname} {$user.lastname}',
    active: 'envoyé automatiquement',
    externalId: '{$user.id}',
  },
  sections: [
    {
      title: '1. Ajouter l’application',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Ouvrez **Applications** › **Applications** › **Add App** et cherchez **SCIM Provisioner with SAML (SCIM v2 Enterprise)**. La variante « core » de SCIM v2 convient aussi ; celles de la v1.1 ne conviennent pas.',
            'Donnez-lui un nom et choisissez **Save**. Configurez l’authentification unique dans l’onglet **SSO** si ce n’est pas encore fait.',
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
            'Ouvrez l’onglet **Configuration** et saisissez les valeurs ci-dessous. L’URL de base n’a pas de barre oblique à la fin.',
            'Remplacez tout le **SCIM JSON Template** par le modèle ci-dessous : sélectionnez tout ce que contient le champ, puis collez.',
          ],
        },
        { kind: 'values' },
        { kind: 'code', code: ONELOGIN_TEMPLATE },
        {
          kind: 'steps',
          steps: [
            'Quand tous les champs sont remplis, choisissez **Enable** à côté de **API Status**. OneLogin essaie la connexion avec le contenu des champs.',
            'Quand **API Status** indique **Enabled**, choisissez **Save**. **D’abord Enable, puis Save** : ce qui n’est pas enregistré est perdu, le statut aussi.',
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
          says: '**Enable** est le test : OneLogin recherche un utilisateur qui n’existe pas, et la requête apparaît dans l’onglet Requêtes de la console. S’il échoue, le statut reste sur **Disabled**.',
        },
      ],
    },
    {
      title: '3. Mapper exactement ces attributs',
      blocks: [
        {
          kind: 'text',
          text: 'Dans OneLogin, le modèle est le mappage. Celui ci-dessus envoie exactement ce que le profil strict accepte ; **une ligne de trop est refusée**.',
        },
        {
          kind: 'steps',
          steps: [
            'Dans l’onglet **Parameters**, réglez **SCIM Username** sur **Email**.',
            'Laissez **Groups** hors des paramètres, sauf si votre organisation utilise le profil complet.',
          ],
        },
        { kind: 'attributes' },
      ],
    },
    {
      title: '4. Activer le provisionnement et affecter des utilisateurs',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Dans la console, enregistrez la configuration : cela active le provisionnement.',
            'Dans l’onglet **Provisioning**, cochez **Enable provisioning**. Décochez l’approbation de **Create user**, **Delete user** et **Update user**, sauf si un administrateur doit approuver chaque action.',
            'Réglez **When users are deleted in OneLogin, or the user’s app access is removed** sur **Suspend**, pour que les données de personne ne soient perdues par erreur. **Save**.',
            'Affectez d’abord une seule personne, sous **Users** › la personne › **Applications**. En moins d’une minute, elle figure dans l’onglet Utilisateurs de la console. Affectez ensuite toutes les autres, par rôle.',
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
            '**Désactiver** : les personnes suspendues dans OneLogin, ou qui perdent l’application avec le réglage **Suspend**, ne peuvent plus se connecter. Leurs données sont conservées.',
            '**Réactiver** : la personne dont la suspension est levée, ou qui reçoit de nouveau l’application, est le même utilisateur qu’avant, de nouveau actif.',
            '**Supprimer** : avec le réglage **Delete**, l’utilisateur est supprimé ici quand il est supprimé dans OneLogin ou que l’application lui est retirée. C’est irréversible.',
          ],
        },
      ],
    },
    {
      title: 'Si quelque chose est refusé',
      blocks: [
        {
          kind: 'text',
          text: 'OneLogin affiche le refus à côté de la personne, dans l’onglet **Users** de l’application. La console affiche chaque requête dans l’onglet Requêtes, avec la raison. Une fois la cause corrigée, choisissez **Retry** à cet endroit.',
        },
        { kind: 'errors' },
      ],
    },
  ],
  from: ['developers.onelogin.com/scim'],
};
