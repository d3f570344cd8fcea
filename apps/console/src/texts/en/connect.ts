export const connect = {
  'connect.title': 'Set up',
  'connect.lead':
    'Connect your identity provider step by step. You can stop at any time and come back later.',
  'connect.before':
    'Before you begin: single sign-on (SAML) is set up, and a second window is open at your identity provider, where you are an administrator. Nothing is switched on before the last step.',
  'connect.on': 'Provisioning is on',
  'connect.off': 'Provisioning is off',
  'connect.elsewhere':
    'It was switched on without these steps; they show what your identity provider needs.',
  'connect.status': 'See how the connection does',
  'settings.title': 'Settings',
  'settings.lead':
    'The base URL, the token and the guide of your identity provider. What you change here takes effect at once.',
  'step.done': '(done)',
  'step.open': '(to do)',
  'step.switch': 'Switch SCIM provisioning on',
  'step.address': 'Copy the base URL',
  'step.way': 'Choose your identity provider',
  'step.provider': 'Follow its guide',
  'step.expiry.client': 'Choose when the client secret expires',
  'step.token.client': 'Create the OAuth client',
  'step.token.federation': 'Trust its signature',
  'step.expiry': 'Choose when the token expires',
  'step.token': 'Generate the access token',
  'step.test': 'Test the connection',
  'step.save': 'Save',
  'switch.text':
    'With SCIM, your identity provider creates, changes and deactivates the users in {product} for you.',
  'switch.label': 'SCIM provisioning',
  'switch.is-on': 'On',
  'switch.is-off': 'Off',
  'switch.is-later': 'On when you save',
  'switch.not-yet': 'This takes effect when you save, in the last step.',
  'switch.at-once': 'When you switch it on, it takes effect at once.',
  'switch.on': 'Provisioning is on: changes from your identity provider are accepted.',
  'switch.off.title': 'Switch provisioning off?',
  'switch.off.text':
    'From now on every change that your identity provider sends is refused, until you switch it on again. Users stay as they are; nobody is deleted or deactivated. Tokens stay valid.',
  'switch.off.do': 'Switch off',
  'address.text':
    'Your identity provider sends its requests to this address. It is called base URL, SCIM endpoint or tenant URL there.',
  'address.label': 'Base URL',
  'address.exact': 'Paste it exactly as it is, without a slash at the end.',
  'provider.label': 'Identity provider',
  'provider.okta': 'Okta',
  'provider.entra': 'Microsoft Entra ID',
  'provider.onelogin': 'OneLogin',
  'provider.other': 'Another one',
  'provider.google': 'Google Workspace',
  'provider.jumpcloud': 'JumpCloud',
  'provider.pingone': 'PingOne',
  'provider.window': 'Follow the guide in a second window at your identity provider.',
  'provider.first': 'First choose your identity provider, in the second step.',
  'way.label': 'How it proves who it is',
  'way.token': 'Pasted token',
  'way.client': 'OAuth client credentials',
  'way.federation': 'Workload identity federation',
  'way.recommended': '{way} (recommended)',
  'way.token.means': 'One token that you paste once and replace before it expires.',
  'way.client.means':
    'A client ID and a client secret. The provider gets short-lived access tokens with them by itself.',
  'way.federation.means':
    'No secret: the provider signs its requests, and its public keys prove them. Nothing expires.',
  'way.only': '{provider} signs in with a token that you paste there.',
  'way.why.okta':
    'For SCIM, Okta accepts a pasted token. It supports no client credentials (November 2026).',
  'way.why.entra':
    'Applications of Microsoft’s gallery must use client credentials or federation. An application that you created yourself can also use a pasted token.',
  'way.why.onelogin': 'OneLogin’s SCIM connectors have one field for a token.',
  'way.why.google': 'Google’s automatic provisioning has one field for a token.',
  'way.why.jumpcloud': 'JumpCloud’s SCIM integration has one field for a token.',
  'way.why.pingone':
    'PingOne offers both: choose OAuth 2 Client Credentials or OAuth 2 Bearer Token there.',
  'way.why.other':
    'Choose client credentials or federation if your provider offers them, and a pasted token otherwise.',
  'provider.next-to': 'The guide stands next to these steps.',
  'provider.alone': 'Open the guide on its own page',
  'expiry.text.token':
    'An access token works until it expires. A short lifetime is safer; a long one needs less attention.',
  'expiry.text.client':
    'The identity provider gets its access tokens with the client secret until that expires. They last an hour each.',
  'expiry.label.token': 'The token expires',
  'expiry.label.client': 'The client secret expires',
  'expiry.date': 'On a date',
  'expiry.day': 'Last day',
  'expiry.until': '{days}: until {date}',
  'expiry.past': 'Choose a day from tomorrow on.',
  'expiry.far': 'Choose an earlier day: {days} at most.',
  'expiry.warned':
    'You will see a warning here 30, 14, 7 and 1 days before, and can replace the token without an outage.',
  'token.text':
    'The access token is the password with which your identity provider signs in here. It is called bearer token, secret token or token key there.',
  'token.expiry-first': 'First choose when it expires.',
  'token.generate': 'Generate',
  'token.another': 'Generate another token',
  'token.another.used':
    'The token that was generated before is in use and stays valid. You can revoke it under Tokens.',
  'token.another.unused':
    'The token that was generated before was never used. It is revoked as soon as the new one is there.',
  'token.another.ended': 'The token that was generated before does not work any more.',
  'token.until': 'Active until {date}',
  'token.is-revoked': 'The token “{label}” was revoked',
  'token.is-expired': 'The token “{label}” has expired',
  'token.generate-new':
    'Your identity provider is refused with it. Generate another one and paste it there.',
  'token.made':
    'The token “{label}” was generated on {date} and expires on {end}. It cannot be shown again. If you have pasted it at your identity provider, continue; otherwise generate another one.',
  'secret.once': 'Copy this token now: it is shown only once',
  'secret.text':
    'Paste it at your identity provider or into your password manager before you leave or reload this page. Do not send it by mail or chat.',
  'secret.label': 'Access token',
  'save.text':
    'Saving switches provisioning on: from then on, what your identity provider sends is accepted.',
  'save.missing': 'These steps are still open:',
  'save.untested': 'The connection has not been tested successfully yet. You can still save it.',
  'save.do': 'Save and switch on',
  'contact.label': 'Your identity provider',
  'contact.waiting': 'Waiting for your identity provider’s first request…',
  'contact.when':
    'It comes when you test the connection there, or when the first user is assigned. Entra ID sends changes about every 40 minutes. This line updates by itself.',
  'contact.first': 'First request on {time}',
  'contact.last': 'Last request {ago}',
  'contact.good': 'Its requests arrive. Each one is in the log, with its answer.',
  'contact.until-save': 'Its requests arrive. Its changes are refused until you save.',
  'contact.off': 'Provisioning is off: its changes are refused.',
  'contact.refused': 'Its requests arrive and are refused:',
  'contact.requests': 'See the requests',
};
