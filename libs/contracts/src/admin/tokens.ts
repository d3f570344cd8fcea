import { constraints } from './constraints';
import { flag, list, object, oneOf, orNull, page, text, time, whole, type TypeOf } from './shapes';
import { usedNetworks } from './used-networks';

const about = {
  id: text,
  label: text,
  createdAt: time,
  createdBy: text,
  expiresAt: time,
  constraints,
};

export const issuedToken = object({ ...about, token: text });
/** A token just made: the only time that its secret is seen. */
export type IssuedToken = TypeOf<typeof issuedToken>;

const tokenRow = object({
  ...about,
  lastUsedAt: orNull(time),
  revokedAt: orNull(time),
  status: oneOf('live', 'expired', 'revoked'),
  /** Of a client secret: its OAuth client; null for a token. */
  clientId: orNull(text),
  usedNetworks,
  requests: whole,
  daysLeft: whole,
  /** What it is in the rotation that is running; null for every other token. */
  rotation: orNull(oneOf('old', 'new')),
});
export type TokenRow = TypeOf<typeof tokenRow>;
/** A token as the token service lists it; never its secret, never its digest. */
export type TokenView = Omit<TokenRow, 'requests' | 'daysLeft' | 'rotation'>;

export const tokenList = page({ tokens: list(tokenRow) });
export type TokenList = TypeOf<typeof tokenList>;

const tokenUse = object({ id: text, label: text, requests: whole, lastUsedAt: orNull(time) });
export type TokenUse = TypeOf<typeof tokenUse>;

const rotation = {
  old: tokenUse,
  new: tokenUse,
  startedAt: time,
  overlapUntil: orNull(time),
  safeToRevoke: flag,
  reason: oneOf('new-not-seen', 'old-still-used', 'safe'),
  /** When the old token can go if nothing more comes with it; null unless it was used too lately. */
  safeAt: orNull(time),
};
export const rotationView = object(rotation);
export type RotationView = TypeOf<typeof rotationView>;

export const startedRotation = object({ ...rotation, id: text, token: text, expiresAt: time });
export type StartedRotation = TypeOf<typeof startedRotation>;

const warning = object({ tokenId: text, label: text, expiresAt: time, daysLeft: whole });
export type Warning = TypeOf<typeof warning>;

export const warningList = object({ warnings: list(warning) });
export type WarningList = TypeOf<typeof warningList>;

const webhook = {
  url: text,
  changedAt: time,
  deliveredAt: orNull(time),
  failure: orNull(text),
};
export const webhookView = object(webhook);
export type WebhookView = TypeOf<typeof webhookView>;

export const webhookPut = object({ ...webhook, secret: orNull(text) });
export type WebhookPut = TypeOf<typeof webhookPut>;
