/** Les refus de l’API d’administration qui ont un code ; les autres ont un texte par statut (frame.ts). */
export const problems = {
  'server-said': 'Ce que le serveur a répondu',
  'problem.users-too-many':
    'Ce texte figure dans le nom de nombreux utilisateurs. Précisez le nom ou l’adresse.',
  'problem.filter-too-costly': 'Cette recherche serait trop coûteuse. Précisez le nom.',
  'problem.too-many-searches':
    'Deux recherches de cette organisation sont en cours. Attendez la fin de l’une d’elles, puis recherchez de nouveau.',
  'problem.too-many-live-views':
    'Les requêtes sont déjà suivies en direct dans trop de fenêtres. Fermez-en une.',
  'problem.live-views-full':
    'Le suivi en direct n’est pas possible pour le moment. Réessayez dans une demi-minute.',
  'problem.rate-limited': 'Trop de requêtes à la fois. Attendez un instant et réessayez.',
  'problem.too-many': 'Trop de tentatives. Attendez une minute et réessayez.',
  'problem.request-unknown':
    'Cette requête n’existe pas. Les requêtes sont conservées 30 jours ; l’adresse a peut-être aussi été coupée.',
  'problem.resource-unknown':
    'Aucun utilisateur ni groupe ne porte cet identifiant, et il n’y en a jamais eu.',
  'problem.test-running': 'Un test de connexion est en cours. Attendez qu’il se termine.',
  'problem.tests-too-many':
    'Trop de tests de connexion. Attendez quelques secondes et testez de nouveau.',
  'problem.keys-address':
    'Les clés publiques ne peuvent pas être lues à cette adresse. Elle doit commencer par https:// et mener à un hôte public autorisé ici.',
  'problem.tokens-full':
    'Cette organisation a atteint le nombre maximal de jetons actifs. Révoquez-en un qui ne sert plus.',
  'problem.token-over':
    'Ce jeton ne fonctionne plus et ne peut donc pas être remplacé. Générez-en un nouveau.',
  'problem.rotation-running':
    'Un remplacement de jeton est déjà en cours. Terminez-le ou annulez-le d’abord.',
  'problem.new-not-seen':
    'Le nouveau jeton n’a pas encore été utilisé. Collez-le d’abord chez votre fournisseur d’identité.',
  'problem.old-still-used':
    'L’ancien jeton a été utilisé au cours de la dernière heure. Attendez qu’il ne serve plus.',
  'problem.tenant-exists':
    'Une organisation porte, ou a porté, cet identifiant, et un identifiant n’est donné qu’une fois. Choisissez-en un autre.',
  'problem.not-deprovisioned':
    'Cette personne est encore provisionnée. Retirez-la d’abord chez le fournisseur d’identité, puis effacez-la.',
  'problem.made-already':
    'Cet élément existe déjà, et son secret n’a été affiché qu’une fois. S’il est perdu, révoquez-le et créez-en un autre.',
  'problem.delivery-not-configured':
    'Les webhooks et les abonnements demandent event-delivery : donnez son adresse à DELIVERY_URL de la passerelle.',
  'problem.link-unknown': 'Ce lien ne fonctionne pas : il n’a pas été copié en entier.',
};
