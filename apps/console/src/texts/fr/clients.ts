/** Les clients OAuth, et à quoi un jeton ou un secret est limité. */
export const clients = {
  'client.title': 'Clients OAuth',
  'client.lead':
    'Pour les fournisseurs d’identité qui obtiennent eux-mêmes leurs jetons d’accès avec un secret ou par une signature (identifiants client OAuth 2.0), comme Microsoft Entra ID.',
  'client.new': 'Nouveau client',
  'client.new.text':
    'Vous recevez un ID client et un secret client. Le fournisseur d’identité les échange lui-même contre des jetons d’accès.',
  'client.create': 'Créer le client',
  'client.made':
    'Le secret client expire le {end} et ne peut plus être affiché. Si vous l’avez saisi chez votre fournisseur d’identité, continuez ; sinon générez-en un nouveau.',
  'client.another.unused':
    'Le secret généré auparavant n’a jamais servi. Il est révoqué dès que le nouveau est là.',
  'client.values': 'Que saisir chez le fournisseur d’identité',
  'client.endpoint': 'Point de terminaison du jeton',
  'client.id': 'ID client',
  'client.secret': 'Secret client',
  'client.secret.once': 'Copiez ce secret client maintenant : il n’est affiché qu’une seule fois',
  'client.scope': 'Étendue',
  'client.scim': 'Point de terminaison SCIM',
  'client.secrets': 'Secrets de {label}',
  'client.rotate': 'Nouveau secret',
  'client.rotate.title': 'Nouveau secret pour « {label} »',
  'client.rotate.text':
    'Les deux secrets fonctionnent jusqu’à ce que vous révoquiez l’ancien. Saisissez le nouveau chez votre fournisseur d’identité ; la liste montre quand l’ancien ne sert plus.',
  'client.age.new-not-seen': 'à garder : le nouveau n’a pas encore servi',
  'client.age.old-still-used': 'à garder : utilisé pendant la dernière heure',
  'client.age.safe': 'révocation sans risque',
  'client.revoke.title': 'Révoquer le secret « {label} » ?',
  'client.revoke.secret.final':
    'Les jetons d’accès obtenus avec lui cessent aussi de fonctionner. Un secret révoqué ne peut pas être rétabli.',
  'client.revoke.which': 'Révoquer le secret {label}',
  'client.revoke-all': 'Révoquer le client',
  'client.revoke-all.title': 'Révoquer le client « {label} » ?',
  'constraints.title': 'Limiter ce qu’il permet (facultatif)',
  'constraints.networks': 'Réseaux depuis lesquels il peut servir',
  'constraints.networks.means':
    'Dix au plus, séparés par des virgules, comme 203.0.113.0/24 ou 2001:db8::/32. Vide : de partout. Votre fournisseur d’identité publie ses adresses.',
  'constraints.networks.wrong': 'Pas un réseau, ou plus de dix : {which}',
  'constraints.read-only': 'Lecture seule : il ne modifie rien',
  'constraints.users-only': 'Utilisateurs seulement : aucun groupe',
  'constraints.is.networks': 'seulement depuis {networks}',
  'constraints.is.read-only': 'lecture seule',
  'constraints.is.users-only': 'utilisateurs seulement',
  'years.one': '{count} an',
  'years.other': '{count} ans',
};
