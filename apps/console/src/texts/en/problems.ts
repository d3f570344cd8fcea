/** Refusals of the admin API that have a code; those without one have a text by status (frame.ts). */
export const problems = {
  'server-said': 'What the server said',
  'problem.users-too-many':
    'Many users have this text in their names. Write more of the name or the address.',
  'problem.filter-too-costly': 'This search would cost too much. Write more of the name.',
  'problem.too-many-searches':
    'Two searches of this organisation are under way. Wait for one to end, then search again.',
  'problem.too-many-live-views':
    'The requests are already followed live in too many windows. Close one of them.',
  'problem.live-views-full':
    'Requests cannot be followed live at the moment. Try again in half a minute.',
  'problem.rate-limited': 'Too many requests at once. Wait a moment and try again.',
  'problem.too-many': 'Too many attempts. Wait a minute and try again.',
  'problem.request-unknown':
    'There is no such request. Requests are kept for 30 days; the address may also have been cut off.',
  'problem.resource-unknown': 'There is no user or group with this id, and there never was.',
  'problem.test-running': 'A connection test is running. Wait for it to end.',
  'problem.tests-too-many': 'Too many connection tests. Wait a few seconds and test again.',
  'problem.keys-address':
    'The public keys cannot be read from this address. It must begin with https:// and lead to a public host that is allowed here.',
  'problem.tokens-full':
    'This organisation has as many working tokens as it may have. Revoke one that is not used any more.',
  'problem.token-over': 'This token no longer works, so it cannot be rotated. Generate a new one.',
  'problem.rotation-running': 'A rotation is already running. Finish it or cancel it first.',
  'problem.new-not-seen':
    'The new token has not been used yet. Paste it at your identity provider first.',
  'problem.old-still-used':
    'The old token was used within the last hour. Wait until no request uses it any more.',
  'problem.tenant-exists':
    'An organisation has, or had, this id, and an id is given once. Choose another one.',
  'problem.not-deprovisioned':
    'This person is still provisioned. Remove them at the identity provider first, then erase.',
  'problem.made-already':
    'This was already created, and its secret was shown once. If the secret is lost, revoke it and create another one.',
  'problem.delivery-not-configured':
    'Webhooks and subscriptions need event-delivery: set DELIVERY_URL of the gateway.',
  'problem.link-unknown': 'This link does not work: it was not copied whole.',
};
