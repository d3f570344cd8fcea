import { setAll } from '../typography';

/** Les relations de confiance : des fournisseurs d’identité qui signent, à la place d’un secret. */
export const trusts = setAll('fr', {
  'trust.text':
    'Votre fournisseur d’identité signe ses demandes de jetons d’accès. Copiez chez lui les valeurs sous lesquelles il signe : une signature est acceptée quand chacune correspond exactement. Aucun secret n’est échangé.',
  'trust.directoryId': 'ID de l’annuaire (locataire)',
  'trust.directoryId.means': 'Comparé à la revendication tid. Vide : n’est pas comparé.',
  'trust.directoryId.means.entra':
    'Dans le centre d’administration Microsoft Entra, sous Vue d’ensemble. Comparé à la revendication tid, et fait partie de l’émetteur.',
  'trust.issuer': 'Émetteur',
  'trust.issuer.means': 'Comparé à la revendication iss.',
  'trust.issuer.means.entra':
    'Comparé à la revendication iss. Vide : https://login.microsoftonline.com/…/v2.0 avec l’ID de votre annuaire. Les autres clouds de Microsoft en ont un autre.',
  'trust.subject': 'Sujet',
  'trust.subject.means': 'Comparé à la revendication sub.',
  'trust.subject.means.entra':
    'L’ID d’objet qu’Entra indique pour l’application. Comparé à la revendication sub.',
  'trust.audiences': 'Audiences',
  'trust.audiences.means':
    'Dix au plus, séparées par des virgules. La revendication aud doit contenir l’une d’elles.',
  'trust.authorizedParty': 'Partie autorisée',
  'trust.authorizedParty.means':
    'Comparée à la revendication azp, ou appid dans les jetons plus anciens. Vide : n’est pas comparée.',
  'trust.jwksUri': 'Adresse des clés publiques',
  'trust.jwksUri.means': 'Vide : elle est lue dans la configuration OpenID de l’émetteur.',
  'trust.keys': 'Clés enregistrées',
  'trust.optional': 'Autres valeurs (facultatif)',
  'trust.wrong.characters': 'Copiez-la sans espaces : 1 à 500 caractères.',
  'trust.wrong.address': 'Ce n’est pas une adresse qui commence par https://.',
  'trust.wrong.many': 'Dix audiences au plus.',
  'trust.new': 'Nouvelle relation de confiance',
  'trust.create': 'Ajouter la relation de confiance',
  'trust.add': 'Ajouter une relation de confiance',
  'trust.add.title': 'Ajouter une relation de confiance à « {label} »',
  'trust.add.text':
    'Les deux relations sont acceptées jusqu’à ce que vous en révoquiez une dans Jetons.',
  'trust.correct': 'Corriger les valeurs',
  'trust.correct.text':
    'La relation de confiance ajoutée auparavant n’a jamais servi. Elle est révoquée dès que la nouvelle est là.',
  'trust.made':
    'Saisissez ces valeurs chez votre fournisseur d’identité. Une relation de confiance n’expire pas : vous la révoquez quand elle ne sert plus.',
  'trust.facts': 'Ce qui est comparé',
  'trust.of': 'Relations de confiance de {label}',
  'trust.column': 'Relation de confiance',
  'trust.method.federation': 'le fournisseur d’identité signe',
  'trust.method.private_key_jwt': 'le client signe avec sa propre clé',
  'trust.revoke.title': 'Révoquer la relation de confiance « {label} » ?',
  'trust.revoke.which': 'Révoquer la relation de confiance {label}',
  'trust.revoke.used': 'Encore utilisée : dernière requête {ago}',
  'trust.revoke.final':
    'Les jetons d’accès obtenus avec elle cessent aussi de fonctionner. Une relation révoquée ne peut pas être rétablie.',
  'trust.test.text':
    'Seul votre fournisseur d’identité peut signer. Lancez chez lui son propre test de la liaison (Entra : Tester la connexion). Cette étape montre ce qui arrive.',
  'trust.test.waiting': 'En attente de la première signature de votre fournisseur d’identité…',
  'trust.test.accepted': 'Une signature a été acceptée {ago}',
  'trust.claim': 'Ce qui diffère',
  'trust.expected': 'Attendu',
  'trust.got': 'Reçu',
  'trust.test.whole': 'Lancer le test complet avec une assertion',
  'trust.test.whole.text':
    'Si vous avez une assertion signée de votre fournisseur, nous obtenons avec elle un jeton d’accès et faisons ce que fera le fournisseur : une personne de test est créée, modifiée et supprimée, et nous vérifions que chaque changement arrive dans le flux d’événements.',
  'trust.test.assertion': 'Assertion du client',
  'trust.test.assertion.means':
    'Un JWT signé, qui commence par eyJ. Il n’est pas conservé. S’il a un jti, il n’est accepté qu’une seule fois.',
  'test.code.assertion-refused': 'L’assertion n’est pas acceptée',
  'test.advice.assertion-refused':
    'Vous voyez plus haut quelle valeur diffère. Une assertion avec un jti n’est acceptée qu’une fois, et aucune après sa fin : faites-en signer une autre par votre fournisseur.',
});
