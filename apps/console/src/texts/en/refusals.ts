/** Why a request was refused, by the code of the request log, and what to do. Guides show them too. */
export const refusals = {
  'refused.what': 'What to do',
  'refused.attribute-unknown': 'The attribute “{attribute}” is not accepted',
  'refused.attribute-unknown.many': '{count} attributes are not accepted',
  'refused.attribute-unknown.do':
    'Remove the mapping of each attribute that the log names. Only the attributes of the organisation’s profile are accepted.',
  'refused.attribute-required': 'The attribute “{attribute}” is missing or empty',
  'refused.attribute-required.do':
    'Map it to a source that every user has, and fill in the source for everyone who lacks it.',
  'refused.attribute-value': 'The value of “{attribute}” is not valid',
  'refused.attribute-value.do':
    'Correct the user’s value, or map the attribute to another source. `userName` must be an e-mail address, `active` true or false.',
  'refused.attribute-read-only': 'The attribute “{attribute}” cannot be changed or removed',
  'refused.attribute-read-only.do':
    'Remove its mapping, or map it to a source that is never empty.',
  'refused.name-taken': 'Another user already has this e-mail address',
  'refused.name-taken.do':
    'Match by `userName`, so that the existing user is updated instead of created again. If two people share an address, correct one of them.',
  'refused.provisioning-off': 'Provisioning is switched off',
  'refused.provisioning-off.do':
    'Switch provisioning on in the console: under Settings, or with the last step of the set-up.',
  'refused.token-expired': 'The token has expired',
  'refused.token-expired.do':
    'Generate a new token under Tokens and paste it at the identity provider.',
  'refused.token-revoked': 'The token was revoked',
  'refused.token-revoked.do':
    'Generate a new token under Tokens and paste it at the identity provider.',
  'refused.assertion-refused': 'The signed assertion does not match the trust',
  'refused.assertion-refused.do':
    'Compare the value that was expected with the one that came, and correct the trust or the identity provider.',
  'refused.assertion-keys': 'The keys of the identity provider cannot be read',
  'refused.assertion-keys.do':
    'Check the issuer and the address of its keys in the trust. The provider tries again by itself.',
  'refused.token-missing': 'The request carried no token',
  'refused.token-missing.do':
    'Paste the token into its field at the identity provider, on its own, without the word Bearer.',
  'refused.token-unknown': 'The token is not known',
  'refused.token-unknown.do':
    'Copy the token again, whole and without spaces, or generate a new one.',
  'refused.credential-network': 'The token or client secret may not be used from this network',
  'refused.credential-network.do':
    '“What the server said” names the address. If your identity provider sends from it, generate a new token or client secret whose networks contain that address, and paste it there. If nobody you know sends from it, revoke the token or the secret: someone else has it.',
  'refused.credential-read-only': 'The token or client secret may only read',
  'refused.credential-read-only.do':
    'Generate a token or client secret that may also write, and paste it at the identity provider. Use the read-only one for reports alone.',
  'refused.credential-users-only': 'The token or client secret is for users only',
  'refused.credential-users-only.do':
    'Switch group provisioning off at the identity provider. If it should send groups, generate a token or client secret without this restriction, and paste it there.',
  'refused.not-found': 'There is no such user or group',
  'refused.not-found.do':
    'The person or group was deleted here, or never existed. Unassign and assign again at the identity provider, or restart the provisioning there: the user is looked up and created again.',
  'refused.path-unknown': 'There is nothing at this address',
  'refused.path-unknown.do':
    'Check the base URL at the identity provider: paste it again exactly as the console shows it, and add nothing to it.',
  'refused.groups-not-offered': 'This organisation does not accept groups',
  'refused.groups-not-offered.do':
    'Switch group provisioning off at the identity provider. Groups are accepted in the full profile only.',
  'refused.body-invalid': 'The request could not be read',
  'refused.body-invalid.do':
    'Check custom templates and headers at the identity provider. “What the server said” shows where the fault is.',
  'refused.value-invalid': 'A value is not valid',
  'refused.value-invalid.do': '“What the server said” names the value. Correct it at its source.',
  'refused.path-invalid': 'A path of a change cannot be read',
  'refused.path-invalid.do':
    '“What the server said” names the target attribute. Correct it in the mapping.',
  'refused.filter-invalid': 'A search could not be read',
  'refused.filter-invalid.do': 'Choose `userName` (or `externalId`) as the matching attribute.',
  'refused.no-target': 'A change matches nothing',
  'refused.no-target.do':
    '“What the server said” names the target attribute. Correct it in the mapping.',
  'refused.version-differs': 'The user changed in the meantime',
  'refused.version-differs.do':
    'Nothing: the identity provider reads it again and repeats the change.',
  'refused.too-large': 'The request is too large',
  'refused.too-large.do': 'Assign fewer members at once. “What the server said” names the limit.',
  'refused.media-type': 'The request has the wrong content type',
  'refused.media-type.do':
    'Set the header `Content-Type: application/scim+json` at the identity provider.',
  'refused.method-not-allowed': 'This is not offered at this address',
  'refused.method-not-allowed.do':
    'Check the base URL: paste it again exactly as the console shows it.',
  'refused.not-allowed': 'This is not allowed',
  'refused.not-allowed.do': '“What the server said” names the reason.',
  'refused.not-offered': 'This is not offered',
  'refused.not-offered.do':
    'Switch it off at the identity provider. Groups, for example, are accepted in the full profile only.',
  'refused.rate-limited': 'Too many requests at once',
  'refused.rate-limited.do': 'Nothing: the identity provider waits and tries again.',
  'refused.log-full': 'Today’s request log is full',
  'refused.log-full.do':
    'No request is refused because of it. Look at which requests come so often: an expired token, or a mapping that fails again and again.',
  'refused.test-domain': 'This domain is reserved for connection tests',
  'refused.test-domain.do':
    'Use real addresses; the `.invalid` domain belongs to the test of the console.',
  'refused.hung-up': 'The identity provider closed the connection before the answer',
  'refused.hung-up.do':
    'Nothing: it tries again. If this persists, increase the time that it waits for an answer.',
  'refused.unavailable': 'Part of the service could not answer',
  'refused.unavailable.do': 'Nothing: the identity provider tries again, and nothing is lost.',
  'refused.server-fault': 'A server error',
  'refused.server-fault.do':
    'The identity provider tries again. If this persists, tell {company}, with the correlation id.',
  'refused.switch-off-refused': 'A person was not switched off',
  'refused.switch-off-refused.do':
    'The message would have switched this person off, and was refused: the person can still log in. Correct what is named here, and let the identity provider send it again.',
  'refused.refused': 'The request was refused',
  'refused.refused.do': '“What the server said” names the reason.',
  'refused.other': 'The request was refused ({status})',
  'refused.filter-too-costly': 'A search would cost too much',
  'refused.filter-too-costly.do':
    'Choose `userName` (or `externalId`) as the matching attribute, so that one person is looked up at a time.',
  'refused.too-many': 'More was asked for than one request may hold',
  'refused.too-many.do':
    'Send fewer members or changes in one request, or leave the members out of the answer. “What the server said” names the limit.',
  'refused.cursor-invalid': 'A page of a list has expired, or was asked for in a different way',
  'refused.cursor-invalid.do': 'Nothing: the identity provider reads the list from its beginning.',
  'refused.remove.title': 'Remove these mappings',
  'refused.remove.copy': 'Copy the list',
  'refused.guide': 'Open the guide: it says which attributes are accepted',
  'refused.correct.title': 'Correct these as well',
  'refused.remove.okta':
    'In Okta: **Applications** › your application › **Provisioning** › **To App**. Under the attribute mappings, press the × next to each of the attributes below, then save.',
  'refused.remove.entra':
    'In Entra: **Enterprise applications** › your application › **Provisioning** › **Attribute mapping** › **Provision Microsoft Entra ID Users**. Delete each row whose target is listed below, then save.',
  'refused.remove.onelogin':
    'In OneLogin: **Applications** › your application › **Configuration** › **SCIM JSON Template**. Delete the line or the block of each name below, then save.',
  'refused.remove.google':
    'In the Google Admin console: **Apps** › **Web and mobile apps** › your application › **Autoprovisioning** › **Attribute mapping**. Remove the mapping of each attribute below, then save. If Google marks one with an asterisk, ask {company} for the full profile.',
  'refused.remove.jumpcloud':
    'In JumpCloud: **SSO Applications** › your application › **Identity Management** › **Attribute Mapping**. Remove each attribute below, then save. If JumpCloud does not let you, ask {company} for the full profile.',
  'refused.remove.pingone':
    'In PingOne: **Integrations** › **Provisioning** › **Rules** › your rule › **Attribute mapping**. Delete the row of each attribute below, then save.',
  'refused.remove.other':
    'At your identity provider, open the attribute mapping of the application, remove the mapping of each attribute below, and save.',
};
