import { constraints } from './constraints';
import { list, object, oneOf, orNull, text, time, type TypeOf } from './shapes';

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
});

const client = object({ id: text, label: text, secrets: list(clientSecret) });
/** An OAuth client with its live secrets; never what was shown once, never a digest. */
export type ClientView = TypeOf<typeof client>;

export const clientList = object({ clients: list(client) });
export type ClientList = TypeOf<typeof clientList>;
