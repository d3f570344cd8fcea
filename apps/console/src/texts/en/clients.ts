/** OAuth clients, and what a token or secret is restricted to. */
export const clients = {
  'client.title': 'OAuth clients',
  'client.lead':
    'For identity providers that get their access tokens themselves, with a secret or by a signature (OAuth 2.0 client credentials), such as Microsoft Entra ID.',
  'client.new': 'New client',
  'client.new.text':
    'You get a client ID and a client secret. The identity provider exchanges them for access tokens by itself.',
  'client.create': 'Create the client',
  'client.made':
    'The client secret expires on {end} and cannot be shown again. If you have entered it at your identity provider, continue; otherwise generate a new one.',
  'client.another.unused':
    'The secret that was generated before was never used. It is revoked as soon as the new one is there.',
  'client.values': 'What to enter at the identity provider',
  'client.endpoint': 'Token endpoint',
  'client.id': 'Client ID',
  'client.secret': 'Client secret',
  'client.secret.once': 'Copy this client secret now: it is shown only once',
  'client.scope': 'Scope',
  'client.scim': 'SCIM endpoint',
  'client.secrets': 'Secrets of {label}',
  'client.rotate': 'New secret',
  'client.rotate.title': 'New secret for “{label}”',
  'client.rotate.text':
    'Both secrets work until you revoke the old one. Enter the new one at your identity provider; the list shows when the old one is not used any more.',
  'client.age.new-not-seen': 'keep: the new one was not used yet',
  'client.age.old-still-used': 'keep: used within the last hour',
  'client.age.safe': 'safe to revoke',
  'client.revoke.title': 'Revoke the secret “{label}”?',
  'client.revoke.secret.final':
    'The access tokens that it granted stop working as well. A revoked secret cannot be brought back.',
  'client.revoke.which': 'Revoke the secret {label}',
  'client.revoke-all': 'Revoke the client',
  'client.revoke-all.title': 'Revoke the client “{label}”?',
  'constraints.title': 'Restrict what it may do (optional)',
  'constraints.networks': 'Networks from which it may be used',
  'constraints.networks.means':
    'Up to ten, separated by commas, such as 203.0.113.0/24 or 2001:db8::/32. Empty: from everywhere. Your identity provider publishes its addresses.',
  'constraints.networks.wrong': 'Not a network, or more than ten: {which}',
  'constraints.read-only': 'Read only: it changes nothing',
  'constraints.users-only': 'Users only: no groups',
  'constraints.is.networks': 'only from {networks}',
  'constraints.is.read-only': 'read only',
  'constraints.is.users-only': 'users only',
  'years.one': '{count} year',
  'years.other': '{count} years',
};
