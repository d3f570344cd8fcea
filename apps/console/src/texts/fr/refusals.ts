/** Pourquoi une requête a été refusée, par le code du journal, et que faire. Les guides les montrent aussi. */
export const refusals = {
  'refused.what': 'Que faire',
  'refused.attribute-unknown': 'L’attribut « {attribute} » n’est pas accepté',
  'refused.attribute-unknown.many': '{count} attributs ne sont pas acceptés',
  'refused.attribute-unknown.do':
    'Supprimez le mappage de chaque attribut que le journal nomme. Seuls les attributs du profil de l’organisation sont acceptés.',
  'refused.attribute-required': 'L’attribut « {attribute} » manque ou est vide',
  'refused.attribute-required.do':
    'Mappez-le sur une source que chaque utilisateur possède, et complétez la source pour ceux qui ne l’ont pas.',
  'refused.attribute-value': 'La valeur de « {attribute} » n’est pas valide',
  'refused.attribute-value.do':
    'Corrigez la valeur de l’utilisateur, ou mappez l’attribut sur une autre source. `userName` doit être une adresse e-mail, `active` vrai ou faux.',
  'refused.attribute-read-only': 'L’attribut « {attribute} » ne peut être ni modifié ni retiré',
  'refused.attribute-read-only.do':
    'Supprimez son mappage, ou mappez-le sur une source qui n’est jamais vide.',
  'refused.name-taken': 'Un autre utilisateur a déjà cette adresse e-mail',
  'refused.name-taken.do':
    'Faites correspondre par `userName`, pour que l’utilisateur existant soit modifié au lieu d’être créé de nouveau. Si deux personnes partagent une adresse, corrigez l’une d’elles.',
  'refused.provisioning-off': 'Le provisionnement est désactivé',
  'refused.provisioning-off.do':
    'Activez le provisionnement dans la console : dans les réglages, ou à la dernière étape de la mise en service.',
  'refused.token-expired': 'Le jeton a expiré',
  'refused.token-expired.do':
    'Générez un nouveau jeton dans l’onglet Jetons et collez-le chez le fournisseur d’identité.',
  'refused.token-revoked': 'Le jeton a été révoqué',
  'refused.token-revoked.do':
    'Générez un nouveau jeton dans l’onglet Jetons et collez-le chez le fournisseur d’identité.',
  'refused.assertion-refused': 'L’assertion signée ne correspond pas à la confiance accordée',
  'refused.assertion-refused.do':
    'Comparez la valeur attendue avec la valeur reçue, puis corrigez la confiance ou le fournisseur d’identité.',
  'refused.assertion-keys': 'Les clés du fournisseur d’identité ne peuvent pas être lues',
  'refused.assertion-keys.do':
    'Vérifiez l’émetteur et l’adresse de ses clés dans la confiance. Le fournisseur réessaie de lui-même.',
  'refused.token-missing': 'La requête ne contenait aucun jeton',
  'refused.token-missing.do':
    'Collez le jeton dans le champ prévu chez le fournisseur d’identité, seul, sans le mot Bearer.',
  'refused.token-unknown': 'Le jeton n’est pas connu',
  'refused.token-unknown.do':
    'Copiez le jeton de nouveau, en entier et sans espaces, ou générez-en un nouveau.',
  'refused.credential-network': 'Le jeton ou le secret client n’est pas autorisé depuis ce réseau',
  'refused.credential-network.do':
    '« Ce que le serveur a répondu » nomme l’adresse. Si votre fournisseur d’identité l’utilise, générez un nouveau jeton ou secret client dont les réseaux la contiennent, et collez-le chez lui. Si vous ne connaissez personne à cette adresse, révoquez le jeton ou le secret : quelqu’un d’autre l’a.',
  'refused.credential-read-only': 'Le jeton ou le secret client ne permet que la lecture',
  'refused.credential-read-only.do':
    'Générez un jeton ou un secret client qui permet aussi l’écriture, et collez-le chez le fournisseur d’identité. Gardez celui-ci pour la lecture.',
  'refused.credential-users-only': 'Le jeton ou le secret client est limité aux utilisateurs',
  'refused.credential-users-only.do':
    'Désactivez le provisionnement des groupes chez le fournisseur d’identité. S’il doit envoyer des groupes, générez un jeton ou un secret client sans cette restriction, et collez-le chez lui.',
  'refused.not-found': 'Cet utilisateur ou ce groupe n’existe pas',
  'refused.not-found.do':
    'La personne ou le groupe a été supprimé ici, ou n’a jamais existé. Retirez l’affectation puis affectez de nouveau chez le fournisseur d’identité, ou redémarrez-y le provisionnement : l’utilisateur est recherché et créé de nouveau.',
  'refused.path-unknown': 'Il n’y a rien à cette adresse',
  'refused.path-unknown.do':
    'Vérifiez l’URL de base chez le fournisseur d’identité : collez-la de nouveau exactement comme la console l’affiche, sans rien ajouter.',
  'refused.groups-not-offered': 'Cette organisation n’accepte pas de groupes',
  'refused.groups-not-offered.do':
    'Désactivez le provisionnement des groupes chez le fournisseur d’identité. Les groupes ne sont acceptés que dans le profil complet.',
  'refused.body-invalid': 'La requête n’a pas pu être lue',
  'refused.body-invalid.do':
    'Vérifiez les modèles et les en-têtes personnalisés chez le fournisseur d’identité. « Ce que le serveur a répondu » montre où est l’erreur.',
  'refused.value-invalid': 'Une valeur n’est pas valide',
  'refused.value-invalid.do':
    '« Ce que le serveur a répondu » nomme la valeur. Corrigez-la à la source.',
  'refused.path-invalid': 'Le chemin d’une modification ne peut pas être lu',
  'refused.path-invalid.do':
    '« Ce que le serveur a répondu » nomme l’attribut cible. Corrigez-le dans le mappage.',
  'refused.filter-invalid': 'Une recherche n’a pas pu être lue',
  'refused.filter-invalid.do':
    'Choisissez `userName` (ou `externalId`) comme attribut de correspondance.',
  'refused.no-target': 'Une modification ne correspond à rien',
  'refused.no-target.do':
    '« Ce que le serveur a répondu » nomme l’attribut cible. Corrigez-le dans le mappage.',
  'refused.version-differs': 'L’utilisateur a changé entre-temps',
  'refused.version-differs.do':
    'Rien : le fournisseur d’identité le relit et répète la modification.',
  'refused.too-large': 'La requête est trop grande',
  'refused.too-large.do':
    'Affectez moins de membres à la fois. « Ce que le serveur a répondu » donne la limite.',
  'refused.media-type': 'La requête n’a pas le bon type de contenu',
  'refused.media-type.do':
    'Réglez l’en-tête `Content-Type: application/scim+json` chez le fournisseur d’identité.',
  'refused.method-not-allowed': 'Cette opération n’est pas proposée à cette adresse',
  'refused.method-not-allowed.do':
    'Vérifiez l’URL de base : collez-la de nouveau exactement comme la console l’affiche.',
  'refused.not-allowed': 'Cette opération n’est pas autorisée',
  'refused.not-allowed.do': '« Ce que le serveur a répondu » en donne la raison.',
  'refused.not-offered': 'Cette opération n’est pas proposée',
  'refused.not-offered.do':
    'Désactivez-le chez le fournisseur d’identité. Les groupes, par exemple, ne sont acceptés que dans le profil complet.',
  'refused.rate-limited': 'Trop de requêtes à la fois',
  'refused.rate-limited.do': 'Rien : le fournisseur d’identité attend et réessaie.',
  'refused.log-full': 'Le journal des requêtes du jour est plein',
  'refused.log-full.do':
    'Aucune requête n’est refusée pour cette raison. Regardez quelles requêtes viennent si souvent : un jeton expiré, ou un mappage qui échoue sans cesse.',
  'refused.test-domain': 'Ce domaine est réservé aux tests de connexion',
  'refused.test-domain.do':
    'Utilisez de vraies adresses ; le domaine `.invalid` appartient au test de la console.',
  'refused.hung-up': 'Le fournisseur d’identité a coupé la connexion avant la réponse',
  'refused.hung-up.do':
    'Rien : il réessaie. Si cela persiste, augmentez le temps pendant lequel il attend une réponse.',
  'refused.unavailable': 'Une partie du service n’a pas pu répondre',
  'refused.unavailable.do': 'Rien : le fournisseur d’identité réessaie, et rien n’est perdu.',
  'refused.server-fault': 'Une erreur du serveur',
  'refused.server-fault.do':
    'Le fournisseur d’identité réessaie. Si cela persiste, prévenez {company}, avec l’identifiant de corrélation.',
  'refused.switch-off-refused': 'Une personne n’a pas été désactivée',
  'refused.switch-off-refused.do':
    'Le message aurait désactivé cette personne et a été refusé : elle peut encore se connecter. Corrigez ce qui est nommé ici et laissez le fournisseur d’identité le renvoyer.',
  'refused.refused': 'La requête a été refusée',
  'refused.refused.do': '« Ce que le serveur a répondu » en donne la raison.',
  'refused.other': 'La requête a été refusée ({status})',
  'refused.filter-too-costly': 'Une recherche serait trop coûteuse',
  'refused.filter-too-costly.do':
    'Choisissez `userName` (ou `externalId`) comme attribut de correspondance, pour que chaque personne soit recherchée séparément.',
  'refused.too-many': 'La demande dépasse ce qu’une requête peut contenir',
  'refused.too-many.do':
    'Envoyez moins de membres ou de modifications à la fois, ou demandez la réponse sans les membres. « Ce que le serveur a répondu » donne la limite.',
  'refused.cursor-invalid':
    'La page d’une liste n’est plus disponible, ou a été demandée autrement',
  'refused.cursor-invalid.do': 'Rien : le fournisseur d’identité relit la liste depuis le début.',
  'refused.remove.title': 'Supprimez ces mappages',
  'refused.remove.copy': 'Copier la liste',
  'refused.guide': 'Ouvrir le guide : il dit quels attributs sont acceptés',
  'refused.correct.title': 'Corrigez aussi',
  'refused.remove.okta':
    'Dans Okta : **Applications** › votre application › **Provisioning** › **To App**. Sous les mappages d’attributs, cliquez sur le × à côté de chacun des attributs ci-dessous, puis enregistrez.',
  'refused.remove.entra':
    'Dans Entra : **Applications d’entreprise** › votre application › **Provisionnement** › **Mappage d’attributs** › **Provisionner les utilisateurs Microsoft Entra ID**. Supprimez chaque ligne dont la cible figure ci-dessous, puis enregistrez.',
  'refused.remove.onelogin':
    'Dans OneLogin : **Applications** › votre application › **Configuration** › **SCIM JSON Template**. Supprimez la ligne ou le bloc de chaque nom ci-dessous, puis enregistrez.',
  'refused.remove.google':
    'Dans la console d’administration Google : **Apps** › **Web and mobile apps** › votre application › **Autoprovisioning** › **Attribute mapping**. Supprimez le mappage de chaque attribut ci-dessous, puis enregistrez. Si Google en marque un d’un astérisque, demandez à {company} le profil complet.',
  'refused.remove.jumpcloud':
    'Dans JumpCloud : **SSO Applications** › votre application › **Identity Management** › **Attribute Mapping**. Retirez chaque attribut ci-dessous, puis enregistrez. Si JumpCloud ne le permet pas, demandez à {company} le profil complet.',
  'refused.remove.pingone':
    'Dans PingOne : **Integrations** › **Provisioning** › **Rules** › votre règle › **Attribute mapping**. Supprimez la ligne de chaque attribut ci-dessous, puis enregistrez.',
  'refused.remove.other':
    'Chez votre fournisseur d’identité, ouvrez le mappage d’attributs de l’application, supprimez le mappage de chaque attribut ci-dessous, puis enregistrez.',
};
