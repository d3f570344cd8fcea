import type { Guide } from '../guide';

export const entra: Guide = {
  name: 'entra',
  language: 'fr',
  title: 'Connecter Microsoft Entra ID',
  lead: 'Pour les administrateurs de Microsoft Entra ID (anciennement Azure AD). Comptez vingt minutes environ. Tant que vous n’affectez pas d’utilisateurs à l’étape 5, Entra n’envoie personne.',
  before: [
    'Votre rôle dans Entra est au moins **Administrateur d’application cloud** (Cloud Application Administrator).',
    'Pour affecter des **groupes** à l’application, il faut la licence **Microsoft Entra ID P1** ou supérieure ; une personne seule peut être affectée sans elle. Entra envoie les membres directs d’un groupe, pas ceux des groupes qu’il contient.',
  ],
  values: [
    { label: 'URL de locataire (Tenant URL)', value: '{url}' },
    { label: 'Jeton secret (Secret token)', value: '{token}' },
  ],
  clientValues: [
    {
      label: 'Méthode d’authentification (Authentication method)',
      value: 'OAuth2 client credentials grant',
    },
    { label: 'URL de locataire (Tenant URL)', value: '{url}' },
    { label: 'Point de terminaison du jeton (Token endpoint)', value: '{endpoint}' },
    { label: 'Identificateur du client (Client identifier)', value: '{clientId}' },
    { label: 'Secret client (Client secret)', value: '{secret}' },
  ],
  trustValues: [
    {
      label: 'Méthode d’authentification (Authentication method)',
      value: 'Workload identity federation',
    },
    { label: 'URL de locataire (Tenant URL)', value: '{url}' },
    { label: 'Point de terminaison du jeton (Token endpoint)', value: '{endpoint}' },
    { label: 'Identificateur du client (Client identifier)', value: '{clientId}' },
    { label: 'Étendue (Scope)', value: 'scim' },
  ],
  sources: {
    userName: 'mail',
    displayName: 'displayName',
    active: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
    externalId: 'objectId (ou laisser mailNickname)',
  },
  sections: [
    {
      title: '1. Ouvrir ou créer l’application',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Dans le centre d’administration Microsoft Entra, ouvrez **Entra ID** › **Applications d’entreprise**. Prenez l’application que vous utilisez déjà pour l’authentification unique avec {product}. S’il n’y en a pas, choisissez **Nouvelle application** › **Créer votre propre application**, donnez-lui un nom, gardez **Intégrer une autre application que vous ne trouvez pas dans la galerie (non-galerie)** et choisissez **Créer**.',
            'Dans l’application, ouvrez **Provisionnement** et choisissez **+ Nouvelle configuration** (+ New configuration). Les anciennes pages disent **Prise en main** ou **Connecter votre application** et demandent un **Mode d’approvisionnement** : choisissez **Automatique**.',
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
            'Choisissez la méthode d’authentification que vous avez choisie dans la console : **OAuth2 client credentials grant** pour un client OAuth, **Workload identity federation** pour une relation de confiance, **Bearer authentication** pour un jeton collé.',
            '**Une application de la galerie de Microsoft** propose les méthodes que son éditeur a enregistrées : identifiants client ou fédération. **Une application que vous avez créée vous-même** ne propose peut-être pas de choix : elle attend alors un jeton collé.',
            'Saisissez les valeurs ci-dessous. Pour la fédération, Entra affiche aussi l’émetteur, le sujet et l’audience : saisissez-les dans la console, à l’étape « Accepter sa signature ».',
            'Choisissez **Tester la connexion**.',
            'Choisissez **Créer** (anciennes pages : **Enregistrer**). Les mappages d’attributs n’apparaissent qu’ensuite.',
          ],
        },
        { kind: 'values' },
        {
          kind: 'picture',
          name: 'credentials',
          picture: {
            title: 'Entra · Provisionnement · Nouvelle configuration (jeton collé)',
            lines: [
              { label: 'URL de locataire', value: '{url}', marked: true },
              { label: 'Jeton secret', value: '{token}', marked: true },
              { label: 'Tester la connexion', value: 'Informations d’identification autorisées' },
            ],
            button: 'Créer',
          },
        },
        {
          kind: 'test',
          says: 'Entra recherche un utilisateur qui ne peut pas exister et annonce que les informations d’identification sont autorisées ; la requête apparaît dans l’onglet Requêtes de la console. Si le test échoue, Entra annonce que les informations d’identification saisies semblent non valides.',
        },
      ],
    },
    {
      title: '3. Dire qui Entra doit avertir',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Ouvrez **Vue d’ensemble** › **Propriétés** et choisissez le crayon.',
            'Activez les **notifications par e-mail** et saisissez une adresse que quelqu’un lit. Entra y écrit quand il met l’application en quarantaine, par exemple parce que le jeton a expiré.',
            'Activez la **prévention des suppressions accidentelles** et choisissez un seuil, par exemple 20. Si un cycle devait désactiver ou supprimer plus de personnes que cela, Entra s’arrête et vous demande d’abord.',
            'Choisissez **Appliquer**.',
          ],
        },
      ],
    },
    {
      title: '4. Mapper exactement ces attributs',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Ouvrez **Mappage d’attributs** › **Provisionner les groupes Microsoft Entra ID**, réglez **Activé** sur **Non** et choisissez **Enregistrer**, sauf si votre organisation utilise le profil complet et veut des groupes.',
            'Revenez et ouvrez **Provisionner les utilisateurs Microsoft Entra ID**. Sous **Actions d’objet cible**, gardez **Créer** et **Mettre à jour**. Ne cochez **Supprimer** que si les personnes supprimées dans Entra doivent aussi l’être ici.',
            'Modifiez la ligne de `userName` : réglez **Attribut source** sur `mail`, gardez **Faire correspondre les objets à l’aide de cet attribut** sur **Oui** et la priorité sur 1.',
            'Gardez les lignes que le tableau nomme. **Supprimez toutes les autres** (`emails[type eq "work"].value`, `name.givenName`, `name.familyName`, téléphones, adresses, `title`, service…) : un attribut de trop est refusé.',
            'Choisissez **Enregistrer** et confirmez.',
          ],
        },
        { kind: 'attributes' },
        {
          kind: 'picture',
          name: 'mapping',
          picture: {
            title: 'Entra · Mappage d’attributs · utilisateurs',
            lines: [
              { label: 'mail', value: 'userName  (priorité de correspondance 1)', marked: true },
              {
                label: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
                value: 'active',
                marked: true,
              },
              { label: 'displayName', value: 'displayName', marked: true },
              { label: 'objectId', value: 'externalId', marked: true },
              { label: 'toute autre ligne', value: 'Supprimer' },
            ],
            button: 'Enregistrer',
          },
        },
      ],
    },
    {
      title: '5. Affecter des utilisateurs et démarrer',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Dans la console, enregistrez la configuration : cela active le provisionnement.',
            'Dans l’application, ouvrez **Utilisateurs et groupes** et affectez d’abord une seule personne. Si l’application a des rôles, choisissez-en un : Entra laisse de côté les personnes dont le rôle est **Accès par défaut** (Default Access).',
            'Ouvrez **Provisionnement** › **Provisionner à la demande**, choisissez cette personne et **Provisionner**. En quelques secondes, elle figure dans l’onglet Utilisateurs de la console.',
            'Affectez toutes les autres personnes, puis choisissez **Démarrer l’approvisionnement** sous **Vue d’ensemble**. Le premier cycle prend un certain temps ; les suivants ont lieu toutes les 40 minutes environ.',
          ],
        },
        {
          kind: 'note',
          text: 'Chaque personne a besoin d’une adresse e-mail dans Entra (la propriété **mail**). Celle qui n’en a pas est refusée, avec `userName` comme raison.',
        },
      ],
    },
    {
      title: 'Ce qui se passe ensuite',
      blocks: [
        {
          kind: 'points',
          points: [
            '**Désactiver** : les personnes dont l’affectation est retirée, ou qui sont bloquées ou supprimées dans Entra, ne peuvent plus se connecter, dès le cycle suivant. Leurs données sont conservées.',
            '**Réactiver** : la personne restaurée ou affectée de nouveau est le même utilisateur qu’avant, de nouveau actif.',
            '**Supprimer** : 30 jours après la suppression d’une personne dans Entra (ou aussitôt si elle est supprimée définitivement), Entra supprime l’utilisateur ici si **Supprimer** est coché. C’est irréversible.',
          ],
        },
      ],
    },
    {
      title: 'Si quelque chose est refusé',
      blocks: [
        {
          kind: 'text',
          text: 'Entra affiche les refus sous **Journaux de provisionnement** et réessaie automatiquement à chaque cycle. La console affiche chaque requête dans l’onglet Requêtes, avec la raison. Après de nombreux refus, Entra met l’application en quarantaine : corrigez la cause, puis choisissez **Redémarrer l’approvisionnement**.',
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
