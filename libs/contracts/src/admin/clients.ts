import { TRUST_METHODS } from '../credential-events';
import { constraints } from './constraints';
import { list, object, oneOf, orNull, text, time, whole, type TypeOf } from './shapes';
import { usedNetworks } from './used-networks';

const about = {
  id: text,
  label: text,
  createdAt: time,
  createdBy: text,
  expiresAt: time,
  constraints,
};

export const issuedClientSecret = object({ ...about, clientId: text, secret: text });
/** A client secret just made: the only time that it is seen. `id` is that of the secret. */
export type IssuedClientSecret = TypeOf<typeof issuedClientSecret>;

const clientSecret = object({
  ...about,
  lastUsedAt: orNull(time),
  revokedAt: orNull(time),
  status: oneOf('live', 'expired', 'revoked'),
  clientId: orNull(text),
  usedNetworks,
});

export const trustView = object({
  id: text,
  clientId: text,
  label: text,
  createdAt: time,
  createdBy: text,
  lastUsedAt: orNull(time),
  method: oneOf(...TRUST_METHODS),
  issuer: orNull(text),
  jwksUri: orNull(text),
  subject: orNull(text),
  audiences: list(text),
  authorizedParty: orNull(text),
  directoryId: orNull(text),
  /** The `kid` of each key that was registered; '' for a key without one. */
  keyIds: list(text),
  usedNetworks,
  constraints,
});
/** A credential without a secret: whose signed assertions are accepted for a client. */
export type TrustView = TypeOf<typeof trustView>;

export const trustList = object({ trusts: list(trustView) });
export type TrustList = TypeOf<typeof trustList>;

const client = object({
  id: text,
  label: text,
  secrets: list(clientSecret),
  trusts: list(trustView),
});
/** An OAuth client with its live secrets and trusts; never what was shown once, never a digest. */
export type ClientView = TypeOf<typeof client>;

export const clientList = object({ clients: list(client) });
export type ClientList = TypeOf<typeof clientList>;

export const accessTokenSettings = object({ lifetimeMinutes: whole });
/** How long the access tokens of a tenant live: 60 minutes unless it was chosen. */
export type AccessTokenSettings = TypeOf<typeof accessTokenSettings>;
