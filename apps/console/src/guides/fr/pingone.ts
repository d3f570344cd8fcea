import type { Guide } from '../guide';

export const pingone: Guide = {
  name: 'pingone',
  language: 'fr',
  title: 'Connecter PingOne',
  lead: 'Pour les administrateurs de PingOne. Comptez vingt minutes environ. Les noms des boutons de PingOne sont donnés en anglais.',
  before: [
    'Dans PingOne, votre rôle est **Environment Admin** dans l’environnement dont les personnes doivent utiliser {product}.',
    'Votre licence PingOne comprend le provisionnement : la console de l’environnement a alors **Integrations** › **Provisioning**.',
  ],
  values: [
    { label: 'SCIM base URL', value: '{url}' },
    { label: 'Users resource', value: '/Users' },
    { label: 'SCIM version', value: '2.0' },
    { label: 'Authentication method', value: 'OAuth 2 Bearer Token' },
    { label: 'OAuth access token', value: '{token}' },
    { label: 'Auth type header', value: 'Bearer' },
  ],
  clientValues: [
    { label: 'SCIM base URL', value: '{url}' },
    { label: 'Users resource', value: '/Users' },
    { label: 'SCIM version', value: '2.0' },
    { label: 'Authentication method', value: 'OAuth 2 Client Credentials' },
    { label: 'OAuth token request', value: '{endpoint}' },
    { label: 'OAuth client ID', value: '{clientId}' },
    { label: 'OAuth client secret', value: '{secret}' },
    { label: 'Auth type header', value: 'Bearer' },
  ],
  sources: {
    userName: 'Email Address',
    displayName: 'Formatted, ou une expression de Given Name et Family Name',
    active: 'Enabled',
    externalId: 'User ID',
  },
  sections: [
    {
      title: '1. Ajouter la connexion',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Dans la console PingOne, ouvrez **Integrations** › **Provisioning**, choisissez **+** › **New connection**.',
            'Dans la ligne **Identity Store**, choisissez **Select**, puis **SCIM Outbound** › **Select** › **Next**.',
            'Donnez-lui un nom et choisissez **Next**.',
          ],
        },
      ],
    },
    {
      title: '2. Coller l’URL de base et les identifiants',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Saisissez les valeurs ci-dessous pour la méthode d’authentification que vous avez choisie dans la console. Collez un jeton seul, sans le mot Bearer.',
            'Choisissez **Test connection**, puis **Next**.',
          ],
        },
        { kind: 'values' },
        {
          kind: 'picture',
          name: 'authentication',
          picture: {
            title: 'PingOne · New connection · Configure authentication (jeton collé)',
            lines: [
              { label: 'SCIM base URL', value: '{url}', marked: true },
              { label: 'Users resource', value: '/Users' },
              { label: 'SCIM version', value: '2.0' },
              { label: 'Authentication method', value: 'OAuth 2 Bearer Token', marked: true },
              { label: 'OAuth access token', value: '{token}', marked: true },
              { label: 'Auth type header', value: 'Bearer', marked: true },
            ],
            button: 'Test connection',
          },
        },
        {
          kind: 'test',
          says: 'Si le test échoue, PingOne affiche **Test Connection Failed**. Choisissez-y **Cancel** : une connexion qui n’a pas été testée avec succès ne peut pas servir.',
        },
        {
          kind: 'steps',
          steps: [
            'Sous **Configure preferences**, réglez **User filter expression** sur `userName Eq "%s"` et **User identifier** sur **userName**.',
            'Autorisez la création, la modification, la désactivation et le retrait des utilisateurs, et réglez **Remove action** sur **Disable**, pour que les données de personne ne soient perdues par erreur. Laissez les groupes de côté, sauf si votre organisation utilise le profil complet.',
            'Choisissez **Save** et activez la connexion.',
          ],
        },
      ],
    },
    {
      title: '3. Créer une règle et mapper exactement ces attributs',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Dans l’onglet **Rules**, choisissez **+** › **New rule**, donnez-lui un nom, choisissez la connexion comme cible et créez la règle.',
            'Modifiez **User filter** : d’abord un filtre qui ne retient qu’une seule personne, par exemple **Username** **Equals** son nom d’utilisateur.',
            'Modifiez **Attribute mapping**. Mappez ce que le tableau nomme et supprimez toute autre ligne (nom, adresses e-mail, téléphones…) : **un attribut de trop est refusé**. Si PingOne ne permet pas de supprimer une ligne, demandez à {company} le profil complet.',
            'Choisissez **Save**. Dès qu’un mappage est le vôtre, PingOne ignore tous ses mappages par défaut : ajoutez chaque ligne du tableau.',
          ],
        },
        { kind: 'attributes' },
      ],
    },
    {
      title: '4. Activer',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Dans la console, enregistrez la configuration : cela active le provisionnement.',
            'Dans PingOne, activez la règle. En quelques minutes, la personne figure dans l’onglet Utilisateurs de la console.',
            'Modifiez ensuite **User filter** pour qu’il retienne toutes les personnes qui doivent utiliser {product}, par population ou par groupe. N’ajoutez **Enabled Equals true** que si les personnes désactivées ne doivent jamais être envoyées.',
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
            '**Modifier** : PingOne renvoie l’utilisateur entier à chaque modification, et tous les utilisateurs quand le mappage change.',
            '**Désactiver** : les personnes désactivées dans PingOne, ou que la règle ne retient plus, ne peuvent plus se connecter. Leurs données sont conservées.',
            '**Réactiver** : la personne de nouveau activée ou retenue est le même utilisateur qu’avant, de nouveau actif.',
            '**Supprimer** : avec **Remove action** réglé sur **Delete**, l’utilisateur est supprimé ici. C’est irréversible.',
          ],
        },
      ],
    },
    {
      title: 'Si quelque chose est refusé',
      blocks: [
        {
          kind: 'text',
          text: 'PingOne affiche le refus sous **Sync status** de la règle. La console affiche chaque requête dans l’onglet Requêtes, avec la raison. Une fois la cause corrigée, choisissez **Full resync**.',
        },
        { kind: 'errors' },
      ],
    },
  ],
  from: [
    'docs.pingidentity.com/r/en-us/pingone/pingone_create_provisioning_connection',
    'docs.pingidentity.com/pingone/integrations/p1_create_scim_connection',
    'docs.pingidentity.com/pingone/integrations/p1_scim_filter_expressions',
    'docs.pingidentity.com/pingone/integrations/p1_resync_configurations',
  ],
};
