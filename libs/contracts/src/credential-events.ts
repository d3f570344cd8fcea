import { MOST_NETWORKS, type Constraints } from './admin/constraints';
import type { Rows } from './catalogue-row';
import { moment, oneOf, optional, text, word, words, type DataSchema } from './payload-schema';
import type { Fact } from './event';

/** Digests only: the creator of a token sees its secret once. */
export type TokenIssued = Fact<
  'TokenIssued',
  {
    readonly tokenId: string;
    readonly label: string;
    /** Keyed digest (HMAC-SHA-256) of the secret, base64url. */
    readonly digest: string;
    /** Name of the key that made the digest. */
    readonly digestKey: string;
    readonly createdBy: string;
    readonly createdAt: string;
    readonly expiresAt: string;
    /** Of a client secret: its OAuth client. */
    readonly clientId?: string;
    /** Absent from a credential without any. */
    readonly constraints?: Constraints;
  }
>;
export type TokenRevoked = Fact<
  'TokenRevoked',
  { readonly tokenId: string; readonly revokedAt: string }
>;
export type TokenExpired = Fact<
  'TokenExpired',
  { readonly tokenId: string; readonly expiredAt: string }
>;

/** Published once for each threshold that a token meets in its life. */
export type TokenExpiring = Fact<
  'TokenExpiring',
  {
    readonly tokenId: string;
    readonly label: string;
    readonly expiresAt: string;
    /** The threshold, not a count of the day. */
    readonly daysLeft: ExpiryThreshold;
  }
>;

/** Days before its end at which a token is warned of. */
export const EXPIRY_THRESHOLDS = [30, 14, 7, 1] as const;
export type ExpiryThreshold = (typeof EXPIRY_THRESHOLDS)[number];

/** Of assertions: signatures by a private key alone. A secret (HS256) or nothing (none) proves nothing. */
export const ASSERTION_ALGORITHMS: readonly string[] = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** How a client proves who it is without a secret. */
export const TRUST_METHODS = ['federation', 'private_key_jwt'] as const;

/**
 * Whose assertions are accepted for a client. `federation`: tokens of an issuer with this subject and
 * one of these audiences (workload identity). `private_key_jwt`: assertions that the client signs
 * with a key of `keys`, or of the document at `jwksUri` (RFC 7523). All of it is public.
 */
export interface Trust {
  readonly method: (typeof TRUST_METHODS)[number];
  readonly issuer?: string;
  /** Absent for an issuer whose OpenID configuration names it. */
  readonly jwksUri?: string;
  readonly subject?: string;
  /** Exact; the assertion names one of them. */
  readonly audiences?: readonly string[];
  /** The assertion's `azp`, or `appid` of older Microsoft tokens. */
  readonly authorizedParty?: string;
  /** The assertion's `tid`. */
  readonly directoryId?: string;
  readonly keys?: readonly PublicKey[];
}

/** The members of a key that are public and have a meaning here (RFC 7517, RFC 7518). */
const KEY_MEMBERS = ['kty', 'kid', 'alg', 'use', 'n', 'e', 'crv', 'x', 'y'] as const;
const MOST_KEY_TEXT = 2_000;

/** A public key as RFC 7517 writes it; never with a private part. */
export type PublicKey = { readonly kty: string } & {
  readonly [M in (typeof KEY_MEMBERS)[number]]?: string;
};

/** The public members of a key that a stranger wrote; `kty` is '' without one. */
export const publicKeyOf = (key: unknown): PublicKey => {
  const found: { [M in (typeof KEY_MEMBERS)[number]]?: string } = {};
  for (const name of KEY_MEMBERS) {
    const value = (key as Readonly<Record<string, unknown>> | null)?.[name];
    if (typeof value === 'string' && value.length <= MOST_KEY_TEXT) found[name] = value;
  }
  return { ...found, kty: found.kty ?? '' };
};

/** Published for a credential without a secret. It is revoked as a token is. */
export type TrustAdded = Fact<
  'TrustAdded',
  {
    readonly tokenId: string;
    readonly clientId: string;
    readonly label: string;
    readonly createdBy: string;
    readonly createdAt: string;
    readonly trust: Trust;
    /** Absent from a credential without any. */
    readonly constraints?: Constraints;
  }
>;

/** How a credential proves who its caller is. */
export const CREDENTIAL_KINDS = ['token', 'client_secret', ...TRUST_METHODS] as const;

/**
 * Published for the first networks of a credential, at most so many: one that is used from more is
 * used from everywhere, and a further event would say nothing.
 */
export const MOST_USED_NETWORKS = 64;

/** The network alone, never the address: enough to see a credential in other hands. */
export type CredentialUsedFromNewNetwork = Fact<
  'CredentialUsedFromNewNetwork',
  {
    readonly tokenId: string;
    readonly kind: (typeof CREDENTIAL_KINDS)[number];
    /** The first 24 bits of an address of version 4, the first 64 of one of version 6. */
    readonly network: string;
    /** Absent for a token that was pasted. */
    readonly clientId?: string;
  }
>;

/** How long the access tokens of a tenant live from now on. */
export type AccessTokenLifetimeChosen = Fact<
  'AccessTokenLifetimeChosen',
  { readonly minutes: number }
>;

/** Every token of an erased tenant is forgotten, whatever event comes later; final. */
export type TokensErased = Fact<'TokensErased', Record<string, never>>;

export type CredentialEvent =
  | TokenIssued
  | TokenRevoked
  | TokenExpiring
  | TokenExpired
  | TrustAdded
  | CredentialUsedFromNewNetwork
  | AccessTokenLifetimeChosen
  | TokensErased;

const constraints: DataSchema = {
  type: 'object',
  properties: {
    networks: { type: 'array', items: word, maxItems: MOST_NETWORKS },
    readOnly: { type: 'boolean' },
    usersOnly: { type: 'boolean' },
  },
  required: ['networks', 'readOnly', 'usersOnly'],
};

const publicKey = { type: 'object', properties: { kty: word, kid: word }, required: ['kty'] };
const trust = {
  type: 'object',
  properties: {
    method: oneOf(...TRUST_METHODS),
    issuer: word,
    jwksUri: word,
    subject: word,
    audiences: words,
    authorizedParty: word,
    directoryId: word,
    keys: { type: 'array', items: publicKey },
  },
  required: ['method'],
};

export const credentialEvents: Rows<CredentialEvent> = {
  TokenIssued: {
    subject: 'tokens',
    summary: 'A credential was issued; the event has only its digest.',
    data: {
      tokenId: word,
      label: text,
      digest: word,
      digestKey: word,
      createdBy: word,
      createdAt: moment,
      expiresAt: moment,
      clientId: optional(word),
      constraints: optional(constraints),
    },
  },
  TokenRevoked: {
    subject: 'tokens',
    summary: 'A credential was revoked; final.',
    data: { tokenId: word, revokedAt: moment },
  },
  TokenExpiring: {
    subject: 'tokens',
    summary: 'A credential has 30, 14, 7 or 1 days left.',
    data: { tokenId: word, label: text, expiresAt: moment, daysLeft: oneOf(...EXPIRY_THRESHOLDS) },
  },
  TokenExpired: {
    subject: 'tokens',
    summary: 'A credential expired; final.',
    data: { tokenId: word, expiredAt: moment },
  },
  TrustAdded: {
    subject: 'tokens',
    summary: 'Signed assertions are accepted for a client from now on, without a secret.',
    data: {
      tokenId: word,
      clientId: word,
      label: text,
      createdBy: word,
      createdAt: moment,
      trust,
      constraints: optional(constraints),
    },
  },
  CredentialUsedFromNewNetwork: {
    subject: 'tokens',
    summary:
      'A credential was used from a network for the first time; its very first use counts, too.',
    data: {
      tokenId: word,
      kind: oneOf(...CREDENTIAL_KINDS),
      network: word,
      clientId: optional(word),
    },
  },
  AccessTokenLifetimeChosen: {
    subject: 'tenants',
    summary: 'Access tokens live for another number of minutes, from 60 to 360.',
    data: { minutes: { type: 'integer', minimum: 60 } },
  },
  TokensErased: {
    subject: 'tenants',
    summary: 'All credentials of a tenant were deleted; final.',
    data: {},
  },
};
