export const connect = {
  'connect.title': 'Mise en service',
  'connect.lead':
    'Connectez votre fournisseur d’identité étape par étape. Vous pouvez vous arrêter à tout moment et reprendre plus tard.',
  'connect.before':
    'Avant de commencer : l’authentification unique (SAML) est configurée, et une seconde fenêtre est ouverte chez votre fournisseur d’identité, où vous êtes administrateur. Rien n’est activé avant la dernière étape.',
  'connect.on': 'Le provisionnement est activé',
  'connect.off': 'Le provisionnement est désactivé',
  'connect.elsewhere':
    'Il a été activé sans passer par ces étapes ; elles indiquent ce dont votre fournisseur d’identité a besoin.',
  'connect.status': 'Voir l’état du provisionnement',
  'settings.title': 'Réglages',
  'settings.lead':
    'L’URL de base, le jeton et le guide de votre fournisseur d’identité. Ce que vous changez ici prend effet immédiatement.',
  'step.done': '(fait)',
  'step.open': '(à faire)',
  'step.switch': 'Activer le provisionnement SCIM',
  'step.address': 'Copier l’URL de base',
  'step.way': 'Choisir votre fournisseur d’identité',
  'step.provider': 'Suivre son guide',
  'step.expiry.client': 'Choisir quand le secret client expire',
  'step.token.client': 'Créer le client OAuth',
  'step.token.federation': 'Accepter sa signature',
  'step.expiry': 'Choisir quand le jeton expire',
  'step.token': 'Générer le jeton d’accès',
  'step.test': 'Tester la connexion',
  'step.save': 'Enregistrer',
  'switch.text':
    'Avec SCIM, votre fournisseur d’identité crée, modifie et désactive pour vous les utilisateurs dans {product}.',
  'switch.label': 'Provisionnement SCIM',
  'switch.is-on': 'Activé',
  'switch.is-off': 'Désactivé',
  'switch.is-later': 'Activé à l’enregistrement',
  'switch.not-yet': 'Cela prend effet quand vous enregistrez, à la dernière étape.',
  'switch.at-once': 'L’activation prend effet immédiatement.',
  'switch.on':
    'Le provisionnement est activé : les modifications de votre fournisseur d’identité sont acceptées.',
  'switch.off.title': 'Désactiver le provisionnement ?',
  'switch.off.text':
    'Dès maintenant, toute modification envoyée par votre fournisseur d’identité est refusée, jusqu’à ce que vous le réactiviez. Les utilisateurs restent tels quels ; personne n’est supprimé ni désactivé. Les jetons restent actifs.',
  'switch.off.do': 'Désactiver',
  'address.text':
    'Votre fournisseur d’identité envoie ses requêtes à cette adresse. Elle s’y appelle URL de base, point de terminaison SCIM ou URL de locataire.',
  'address.label': 'URL de base',
  'address.exact': 'Collez-la exactement telle quelle, sans barre oblique à la fin.',
  'provider.label': 'Fournisseur d’identité',
  'provider.okta': 'Okta',
  'provider.entra': 'Microsoft Entra ID',
  'provider.onelogin': 'OneLogin',
  'provider.other': 'Un autre',
  'provider.google': 'Google Workspace',
  'provider.jumpcloud': 'JumpCloud',
  'provider.pingone': 'PingOne',
  'provider.window': 'Suivez le guide dans une seconde fenêtre, chez votre fournisseur d’identité.',
  'provider.first': 'Choisissez d’abord votre fournisseur d’identité, à la deuxième étape.',
  'way.label': 'Comment il prouve son identité',
  'way.token': 'Jeton collé',
  'way.client': 'Identifiants client OAuth',
  'way.federation': 'Fédération d’identités de charge de travail',
  'way.recommended': '{way} (recommandé)',
  'way.token.means': 'Un jeton que vous collez une fois et remplacez avant qu’il n’expire.',
  'way.client.means':
    'Un ID client et un secret client. Le fournisseur obtient lui-même des jetons d’accès de courte durée.',
  'way.federation.means':
    'Aucun secret : le fournisseur signe ses requêtes, et ses clés publiques le prouvent. Rien n’expire.',
  'way.only': '{provider} s’identifie avec un jeton que vous y collez.',
  'way.why.okta':
    'Pour SCIM, Okta accepte un jeton collé. Les identifiants client n’y existent pas (novembre 2026).',
  'way.why.entra':
    'Les applications de la galerie de Microsoft doivent utiliser les identifiants client ou la fédération. Une application que vous avez créée vous-même accepte aussi un jeton collé.',
  'way.why.onelogin': 'Les connecteurs SCIM de OneLogin ont un champ pour un jeton.',
  'way.why.google': 'Le provisionnement automatique de Google a un champ pour un jeton.',
  'way.why.jumpcloud': 'L’intégration SCIM de JumpCloud a un champ pour un jeton.',
  'way.why.pingone':
    'PingOne propose les deux : choisissez-y OAuth 2 Client Credentials ou OAuth 2 Bearer Token.',
  'way.why.other':
    'Choisissez les identifiants client ou la fédération si votre fournisseur les propose, sinon un jeton collé.',
  'provider.next-to': 'Le guide se trouve à côté de ces étapes.',
  'provider.alone': 'Ouvrir le guide sur sa propre page',
  'expiry.text.token':
    'Un jeton d’accès fonctionne jusqu’à son expiration. Une durée courte est plus sûre ; une durée longue demande moins d’attention.',
  'expiry.text.client':
    'Le fournisseur d’identité obtient ses jetons d’accès avec le secret client jusqu’à l’expiration de celui-ci. Chacun dure une heure.',
  'expiry.label.token': 'Le jeton expire',
  'expiry.label.client': 'Le secret client expire',
  'expiry.date': 'À une date',
  'expiry.day': 'Dernier jour',
  'expiry.until': '{days} : jusqu’au {date}',
  'expiry.past': 'Choisissez un jour à partir de demain.',
  'expiry.far': 'Choisissez un jour plus proche : {days} au plus.',
  'expiry.warned':
    'Un avertissement s’affiche ici 30, 14, 7 jours puis la veille, et vous pouvez remplacer le jeton sans interruption.',
  'token.text':
    'Le jeton d’accès est le mot de passe avec lequel votre fournisseur d’identité s’identifie ici. Il s’y appelle jeton porteur, jeton secret ou clé de jeton.',
  'token.expiry-first': 'Choisissez d’abord quand il expire.',
  'token.generate': 'Générer',
  'token.another': 'Générer un autre jeton',
  'token.another.used':
    'Le jeton généré auparavant est utilisé et reste actif. Vous pouvez le révoquer dans l’onglet Jetons.',
  'token.another.unused':
    'Le jeton généré auparavant n’a jamais servi. Il est révoqué dès que le nouveau existe.',
  'token.another.ended': 'Le jeton généré auparavant ne fonctionne plus.',
  'token.until': 'Actif jusqu’au {date}',
  'token.is-revoked': 'Le jeton « {label} » a été révoqué',
  'token.is-expired': 'Le jeton « {label} » a expiré',
  'token.generate-new':
    'Avec lui, votre fournisseur d’identité est refusé. Générez-en un autre et collez-le là-bas.',
  'token.made':
    'Le jeton « {label} » a été généré le {date} et expire le {end}. Il ne peut plus être affiché. Si vous l’avez collé chez votre fournisseur d’identité, continuez ; sinon, générez-en un autre.',
  'secret.once': 'Copiez ce jeton maintenant : il n’est affiché qu’une seule fois',
  'secret.text':
    'Collez-le chez votre fournisseur d’identité ou dans votre gestionnaire de mots de passe avant de quitter ou de recharger cette page. Ne l’envoyez ni par e-mail ni par messagerie.',
  'secret.label': 'Jeton d’accès',
  'save.text':
    'L’enregistrement active le provisionnement : à partir de là, ce que votre fournisseur d’identité envoie est accepté.',
  'save.missing': 'Il reste ces étapes :',
  'save.untested':
    'La connexion n’a pas encore été testée avec succès. Vous pouvez enregistrer malgré tout.',
  'save.do': 'Enregistrer et activer',
  'contact.label': 'Votre fournisseur d’identité',
  'contact.waiting': 'En attente de la première requête de votre fournisseur d’identité…',
  'contact.when':
    'Elle arrive quand vous y testez la connexion, ou quand le premier utilisateur est affecté. Entra ID envoie les modifications toutes les 40 minutes environ. Cette ligne se met à jour toute seule.',
  'contact.first': 'Première requête le {time}',
  'contact.last': 'Dernière requête {ago}',
  'contact.good': 'Ses requêtes nous parviennent. Chacune est dans le journal, avec sa réponse.',
  'contact.until-save':
    'Ses requêtes nous parviennent. Ses modifications sont refusées tant que vous n’avez pas enregistré.',
  'contact.off': 'Le provisionnement est désactivé : ses modifications sont refusées.',
  'contact.refused': 'Ses requêtes nous parviennent et sont refusées :',
  'contact.requests': 'Voir les requêtes',
};
