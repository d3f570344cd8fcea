import { setAll } from '../typography';

/** Les mots autour des guides, et ce que chaque attribut signifie. */
export const guide = setAll('fr', {
  'guide.field': 'Champ',
  'guide.value': 'Valeur',
  'guide.yours.url': 'l’URL de base, dans la console',
  'guide.yours.token':
    'le jeton d’accès que vous avez généré (il n’est affiché qu’une fois, dans son étape)',
  'guide.yours.clientId': 'l’ID client, dans la console',
  'guide.yours.secret':
    'le secret client que vous avez généré (affiché une seule fois, à son étape)',
  'guide.yours.endpoint': 'le point de terminaison du jeton, dans la console',
  'guide.template': 'Modèle JSON',
  'guide.contents': 'Dans ce guide',
  'guide.print': 'Imprimer',
  'guide.before': 'Avant de commencer',
  'guide.before.sso':
    'L’authentification unique (SAML) avec {product} est configurée : SCIM crée les comptes, l’authentification unique laisse entrer les personnes.',
  'guide.before.windows':
    'Deux fenêtres de navigateur sont ouvertes : cette console, et l’administration de votre fournisseur d’identité.',
  'guide.before.values':
    'L’URL de base et un jeton, ou un ID client et un secret client, sont à portée de main. Les étapes de la mise en service, dans la console, vous les donnent ; un jeton ou un secret n’est affiché qu’une fois : gardez-le jusqu’à ce que vous l’ayez collé.',
  'guide.test': 'Le test du fournisseur',
  'guide.test.reads':
    'Il n’est pas nécessaire d’enregistrer d’abord la configuration dans la console : les lectures obtiennent une réponse tant que le provisionnement est désactivé.',
  'guide.test.writes':
    'Ce test crée un utilisateur et ne réussit donc que si le provisionnement est activé : enregistrez d’abord la configuration dans la console.',
  'guide.test.again':
    'Si le test échoue, recollez l’URL de base et le jeton, tous deux en entier et sans espaces autour, puis testez de nouveau.',
  'guide.drawing': 'Schéma',
  'guide.drawing.means':
    'Un schéma du formulaire, pas une capture d’écran. Les numéros indiquent ce que vous modifiez.',
  'guide.from':
    'Rédigé d’après ces pages publiques, telles qu’elles étaient en novembre 2026. Votre fournisseur a peut-être modifié ses écrans depuis.',
  'guide.attribute': 'Attribut SCIM',
  'guide.called': 'Nom dans {product}',
  'guide.required': 'Obligatoire',
  'guide.source': 'Source',
  'guide.meaning': 'Signification',
  'guide.yes': 'oui',
  'guide.no': 'non',
  'guide.strict': 'Le profil strict accepte ces attributs et aucun autre :',
  'guide.full': 'Le profil complet accepte ces attributs',
  'called.userName': 'adresse e-mail',
  'called.displayName': 'nom',
  'called.active': 'actif',
  'called.externalId': '(sans équivalent)',
  'guide.error': 'Ce que dit le journal',
  'guide.errors': 'Ce que signifie chaque refus, et que faire',
  'guide.made':
    'Écrit par `npm run docs` à partir des guides de la console (`apps/console/src/guides`) et des schémas de `libs/protocol`.',
  'guide.groups': 'Groupes, dans le profil complet',
  'attribute.group.displayName': 'Le nom du groupe.',
  'attribute.group.members': 'Les personnes qui appartiennent au groupe.',
  'attribute.group.externalId': 'L’identifiant du groupe chez le fournisseur d’identité.',
  'attribute.userName': 'L’adresse e-mail, avec laquelle la personne se connecte.',
  'attribute.displayName': 'Le nom de la personne dans {product}.',
  'attribute.active':
    'Doit être vrai pour se connecter ; faux désactive la personne. Un fournisseur qui ne l’envoie jamais ne peut désactiver personne.',
  'attribute.externalId': 'L’identifiant de la personne chez le fournisseur d’identité.',
  'attribute.name': 'Les parties du nom.',
  'attribute.nickName': 'Le surnom.',
  'attribute.profileUrl': 'L’adresse d’une page sur la personne.',
  'attribute.title': 'La fonction au travail.',
  'attribute.userType': 'Le lien avec l’organisation.',
  'attribute.preferredLanguage': 'Les langues préférées.',
  'attribute.locale': 'L’étiquette de langue pour les formats.',
  'attribute.timezone': 'Le fuseau horaire, par exemple Europe/Paris.',
  'attribute.password': 'Accepté et ignoré : on se connecte par l’authentification unique.',
  'attribute.emails': 'Adresses e-mail.',
  'attribute.phoneNumbers': 'Numéros de téléphone.',
  'attribute.ims': 'Adresses de messagerie instantanée.',
  'attribute.photos': 'Photos.',
  'attribute.addresses': 'Adresses postales.',
  'attribute.entitlements': 'Ce à quoi la personne a droit.',
  'attribute.roles': 'Rôles de la personne.',
  'attribute.x509Certificates': 'Certificats.',
  'attribute.employeeNumber': 'Le numéro dans l’organisation.',
  'attribute.costCenter': 'Le centre de coûts.',
  'attribute.organization': 'L’organisation.',
  'attribute.division': 'La division.',
  'attribute.department': 'Le service.',
  'attribute.manager': 'Le responsable de la personne.',
});
