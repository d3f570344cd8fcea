export const frame = {
  product: 'Rollcall',
  skip: 'Aller au contenu',
  places: 'Écrans',
  loading: 'Chargement…',
  cancel: 'Annuler',
  next: 'Continuer',
  viewer: 'Vous pouvez tout consulter ici, mais vous ne pouvez rien modifier.',
  'language.other': 'English',
  theme: 'Couleurs',
  'theme.system': 'Système',
  'theme.light': 'Clair',
  'theme.dark': 'Sombre',
  'foot.back': 'Retour à {product}',
  'foot.help': 'Demander de l’aide à {company}',
  'foot.help.operator': 'Obtenir de l’aide',
  'sign-out': 'Se déconnecter',
  'sign-out.title': 'Se déconnecter ?',
  'sign-out.text':
    'Votre lien de configuration a déjà servi. Pour revenir, il vous en faudra un nouveau, de la personne qui vous l’a envoyé.',
  'later.missing': 'Cet écran n’a pas pu être chargé',
  'later.missing.do':
    'Le réseau est peut-être coupé, ou la console vient d’être mise à jour. Rechargez la page.',
  'later.reload': 'Recharger la page',
  'copy.do': 'Copier',
  'copy.what': 'Copier : {what}',
  'copy.done': 'Copié',
  'copy.failed':
    'Le navigateur ne nous laisse pas copier. Le texte est sélectionné : appuyez sur Ctrl+C (⌘C).',
  'days.one': '{count} jour',
  'days.other': '{count} jours',
  'pager.label': 'Pages',
  'pager.before': 'Précédent',
  'pager.after': 'Suivant',
  'pager.page': 'Page {page}',
  'pager.range': '{from}–{to} sur {total}',
  'nowhere.title': 'Il n’y a rien ici',
  'nowhere.text':
    'L’adresse a peut-être été coupée. Rouvrez votre lien, ou revenez à l’accueil de la console.',
  'nowhere.home': 'Revenir à l’accueil de la console',
  'open.title': 'Connectez votre annuaire',
  'open.lead':
    'Ce lien a été créé pour l’administrateur de votre organisation. Il ouvre la console où vous configurez le provisionnement des utilisateurs (SCIM) pour {product}.',
  'open.do': 'Ouvrir la console',
  'open.once':
    'Le lien fonctionne une seule fois, et seulement jusqu’à son expiration. Ensuite, ce navigateur reste connecté un certain temps.',
  'open.empty': 'Le lien est incomplet : copiez-le en entier, avec tout ce qui suit le signe #.',
  'open.instead':
    'Vous êtes connecté en tant que « {name} ». Ouvrir ce lien remplace cette session.',
  'open.instead.unnamed':
    'Vous êtes déjà connecté dans ce navigateur. Ouvrir ce lien remplace cette session.',
  'open.stay': 'Continuer avec la session en cours',
  'open.dead':
    'Ce lien ne fonctionne pas : il n’a pas été copié en entier, ou il n’est pas des nôtres.',
  'open.link-used': 'Ce lien a déjà été utilisé. Un lien n’ouvre la console qu’une fois.',
  'open.link-expired': 'Ce lien a expiré.',
  'open.link-revoked': 'Ce lien a été révoqué.',
  'open.often':
    'Trop de liens ont été essayés depuis cette adresse. Attendez une minute et réessayez.',
  'open.ask': 'Demandez un nouveau lien à la personne qui vous l’a envoyé. Rien n’a été modifié.',
  'ended.title': 'Votre session a expiré',
  'ended.lead':
    'Vous avez été déconnecté, comme cela arrive au bout de quelques heures. Rien de ce que vous avez enregistré n’est perdu, et vous reviendrez au même endroit.',
  'ended.link': 'Vous étiez entré par un lien de configuration',
  'ended.link.do':
    'Il n’ouvre la console qu’une seule fois. Demandez-en un nouveau à la personne qui vous l’a envoyé, et ouvrez-le dans ce navigateur.',
  'sign-in.title': 'Se connecter',
  'sign-in.lead':
    'Vous n’êtes pas connecté, ou votre session a expiré. Rien de ce que vous avez enregistré n’est perdu.',
  'sign-in.do': 'Se connecter',
  'sign-in.with': 'Se connecter avec {label}',
  'sign-in.link': 'Vous avez un lien de configuration ?',
  'sign-in.ask': 'Ouvrez-le. S’il ne fonctionne plus, demandez-en un nouveau à {company}.',
  'warning.title': 'Le jeton « {label} » expire dans {days}',
  'switch-off.title.one': '{count} personne n’a pas pu être désactivée',
  'switch-off.title.other': '{count} personnes n’ont pas pu être désactivées',
  'switch-off.text':
    'Votre fournisseur d’identité a annoncé leur départ, mais le message a été refusé pour une autre raison : ces personnes peuvent encore se connecter. Corrigez ce que la requête indique et laissez le fournisseur la renvoyer, ou supprimez-y l’utilisateur. Ceci reste affiché jusqu’à leur désactivation, ou pendant un jour.',
  'switch-off.request': 'Afficher la requête',
  'switch-off.others.one': 'Et {count} autre personne.',
  'switch-off.others.other': 'Et {count} autres personnes.',
  'warning.text':
    'Le {date}, votre fournisseur d’identité sera refusé : les arrivées et les départs ne seront plus transmis.',
  'warning.rotate': 'Le remplacer maintenant, sans interruption',
  'problem.csrf':
    'La session du navigateur n’est plus celle de cette page. Rechargez la page et réessayez.',
  'problem.0':
    'Le serveur ne répond pas. Vérifiez votre connexion ; nous réessayons automatiquement.',
  'problem.400': 'La saisie n’est pas valide.',
  'problem.401': 'Votre session a expiré. Rouvrez votre lien ou connectez-vous.',
  'problem.403': 'Vous n’avez pas le droit de faire cela.',
  'problem.404': 'Cela n’existe pas, ou vous n’y avez pas accès.',
  'problem.409': 'Cet identifiant existe déjà, ou l’état a changé entre-temps. Rechargez la page.',
  'problem.429': 'Trop de demandes. Attendez un instant et réessayez.',
  'problem.503':
    'Une partie du service ne répond pas pour le moment. Rien n’est perdu ; réessayez dans un instant.',
  'problem.other':
    'Quelque chose s’est mal passé. Réessayez ; si cela persiste, prévenez {company}.',
};
