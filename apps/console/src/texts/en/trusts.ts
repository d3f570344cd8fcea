/** Trusts: identity providers that sign who they are, in place of a secret. */
export const trusts = {
  'trust.text':
    'Your identity provider signs its requests for access tokens. Copy from it what it signs as: a signature is accepted when each value matches exactly. No secret is exchanged.',
  'trust.directoryId': 'Directory (tenant) ID',
  'trust.directoryId.means': 'Compared with the claim tid. Empty: not compared.',
  'trust.directoryId.means.entra':
    'In the Microsoft Entra admin center under Overview. Compared with the claim tid, and part of the issuer.',
  'trust.issuer': 'Issuer',
  'trust.issuer.means': 'Compared with the claim iss.',
  'trust.issuer.means.entra':
    'Compared with the claim iss. Empty: https://login.microsoftonline.com/…/v2.0 with your directory ID. Other Microsoft clouds have another one.',
  'trust.subject': 'Subject',
  'trust.subject.means': 'Compared with the claim sub.',
  'trust.subject.means.entra':
    'The object ID that Entra names for the application. Compared with the claim sub.',
  'trust.audiences': 'Audiences',
  'trust.audiences.means':
    'Up to ten, separated by commas. The claim aud must contain one of them.',
  'trust.authorizedParty': 'Authorized party',
  'trust.authorizedParty.means':
    'Compared with the claim azp, or appid of older tokens. Empty: not compared.',
  'trust.jwksUri': 'Address of the public keys',
  'trust.jwksUri.means': 'Empty: it is read from the issuer’s OpenID configuration.',
  'trust.keys': 'Registered keys',
  'trust.optional': 'More values (optional)',
  'trust.wrong.characters': 'Copy it without spaces: 1 to 500 characters.',
  'trust.wrong.address': 'This is not an address that begins with https://.',
  'trust.wrong.many': 'Ten audiences at most.',
  'trust.new': 'New trust',
  'trust.create': 'Add the trust',
  'trust.add': 'Add a trust',
  'trust.add.title': 'Add a trust to “{label}”',
  'trust.add.text': 'Both trusts are accepted until you revoke one of them under Tokens.',
  'trust.correct': 'Correct the values',
  'trust.correct.text':
    'The trust that was added before was never used. It is revoked as soon as the new one is there.',
  'trust.made':
    'Enter these values at your identity provider. A trust does not expire: you revoke it when it is not needed any more.',
  'trust.facts': 'What is compared',
  'trust.of': 'Trusts of {label}',
  'trust.column': 'Trust',
  'trust.method.federation': 'the identity provider signs',
  'trust.method.private_key_jwt': 'the client signs with its own key',
  'trust.revoke.title': 'Revoke the trust “{label}”?',
  'trust.revoke.which': 'Revoke the trust {label}',
  'trust.revoke.used': 'Still in use: last request {ago}',
  'trust.revoke.final':
    'The access tokens that it granted stop working as well. A revoked trust cannot be brought back.',
  'trust.test.text':
    'Only your identity provider can sign. Choose its own test of the connection there (Entra: Test Connection). This step shows what arrives.',
  'trust.test.waiting': 'Waiting for the first signature of your identity provider…',
  'trust.test.accepted': 'A signature was accepted {ago}',
  'trust.claim': 'What differs',
  'trust.expected': 'Expected',
  'trust.got': 'Received',
  'trust.test.whole': 'Run the whole test with an assertion',
  'trust.test.whole.text':
    'If you have a signed assertion of your provider, we get an access token with it and do what the provider will do: a test person is created, changed and deleted, and we check that each change reaches the event stream.',
  'trust.test.assertion': 'Client assertion',
  'trust.test.assertion.means':
    'A signed JWT, which begins with eyJ. It is not stored. One that has a jti is accepted only once.',
  'test.code.assertion-refused': 'The assertion is not accepted',
  'test.advice.assertion-refused':
    'Above you see which value differs. An assertion with a jti is accepted once, and none after its end: let your provider sign another one.',
};
