import type { Guide } from '../guide';

export const entra: Guide = {
  name: 'entra',
  language: 'fr',
  title: 'Connecter Microsoft Entra ID',
  lead: 'Pour les administrateurs de Microsoft Entra ID (anciennement Azure AD). Comptez vingt minutes environ. Rien ne peut se casser : tant que vous n’affectez pas d’utilisateurs à la dernière étape, personne n’est envoyé.',
  values: [
    { label: 'URL de locataire (Tenant URL)', value: '{url}' },
    { label: 'Jeton secret (Secret token)', value: '{token}' },
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
            'Dans le centre d’administration Microsoft Entra, ouvrez **Applications d’entreprise**. Prenez l’application que vous utilisez déjà pour l’authentification unique avec ce produit ; sinon, choisissez **Nouvelle application** › **Créer votre propre application**, donnez-lui un nom, gardez **Intégrer une autre application que vous ne trouvez pas dans la galerie (non-galerie)** et choisissez **Créer**.',
            'Dans l’application, ouvrez **Provisionnement**. Si Entra propose **Connecter votre application** ou **Prise en main**, choisissez-le ; réglez **Mode d’approvisionnement** sur **Automatique** là où il est demandé.',
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
            'Sous **Informations d’identification de l’administrateur**, saisissez les deux valeurs ci-dessous.',
            'Choisissez **Tester la connexion**. Entra annonce que les informations d’identification sont autorisées ; la requête apparaît dans l’onglet Requêtes dans la console.',
            'Choisissez **Enregistrer** (dans les nouvelles pages : **Créer**). Les mappages n’apparaissent qu’ensuite.',
          ],
        },
        { kind: 'values' },
        {
          kind: 'picture',
          name: 'credentials',
          picture: {
            title: 'Entra · Provisionnement · Informations d’identification',
            lines: [
              { label: 'Mode d’approvisionnement', value: 'Automatique' },
              { label: 'URL de locataire', value: '{url}', marked: true },
              { label: 'Jeton secret', value: '{token}', marked: true },
            ],
            button: 'Tester la connexion',
          },
        },
      ],
    },
    {
      title: '3. Mapper exactement ces attributs',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Ouvrez **Mappage d’attributs** (sous **Mappages**) › **Provisionner les groupes Microsoft Entra ID**, réglez **Activé** sur **Non** et **Enregistrez**, sauf si cette organisation utilise le profil complet et veut des groupes.',
            'Revenez et ouvrez **Provisionner les utilisateurs Microsoft Entra ID**. Sous **Actions d’objet cible**, gardez **Créer** et **Mettre à jour**. Ne cochez **Supprimer** que si les personnes supprimées dans Entra doivent aussi l’être ici.',
            'Modifiez la ligne de `userName` : réglez **Attribut source** sur `mail`, gardez **Faire correspondre les objets à l’aide de cet attribut** sur **Oui** et la priorité 1.',
            'Gardez les lignes que le tableau nomme. **Supprimez toutes les autres** (emails, name, téléphones, adresses, title, department…) : un attribut de trop est refusé.',
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
      title: '4. Affecter des utilisateurs et démarrer',
      blocks: [
        {
          kind: 'steps',
          steps: [
            'Dans la console, enregistrez la connexion : cela active le provisionnement.',
            'Dans l’application, ouvrez **Utilisateurs et groupes** et affectez d’abord une seule personne.',
            'Ouvrez **Provisionnement** › **Provisionner à la demande**, choisissez cette personne et **Provisionner**. En quelques secondes, elle figure dans l’onglet Utilisateurs dans la console.',
            'Affectez toutes les autres personnes, puis choisissez **Démarrer l’approvisionnement**. Le premier cycle prend un certain temps ; les suivants ont lieu toutes les 40 minutes environ.',
          ],
        },
        {
          kind: 'note',
          text: 'Chacun a besoin d’une adresse e-mail dans Entra (la propriété **mail**) : qui n’en a pas est refusé, avec `userName` comme raison.',
        },
      ],
    },
    {
      title: 'Ce qui se passe ensuite',
      blocks: [
        {
          kind: 'steps',
          steps: [
            '**Désactiver** : la personne dont l’affectation est retirée, ou qui est bloquée ou supprimée dans Entra, ne peut plus se connecter, dès le cycle suivant. Ses données sont conservées.',
            '**Réactiver** : la personne restaurée ou affectée de nouveau est le même utilisateur qu’avant, de nouveau actif.',
            '**Supprimer** : 30 jours après la suppression de quelqu’un dans Entra (ou aussitôt s’il est supprimé définitivement), Entra supprime l’utilisateur ici si **Supprimer** est coché. C’est irréversible.',
          ],
        },
      ],
    },
    {
      title: 'Si quelque chose est refusé',
      blocks: [
        {
          kind: 'text',
          text: 'Entra affiche les refus sous **Journaux de provisionnement** et réessaie de lui-même à chaque cycle. La console affiche chaque requête dans l’onglet Requêtes, avec la raison. Après de nombreux refus, Entra met l’application en quarantaine : corrigez la cause, puis choisissez **Redémarrer l’approvisionnement**.',
        },
        { kind: 'errors' },
      ],
    },
  ],
};
