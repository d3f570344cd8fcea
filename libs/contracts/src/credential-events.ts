import { MOST_NETWORKS, type Constraints } from './admin/constraints';
import type { Rows } from './catalogue-row';
import { moment, oneOf, optional, text, word, type DataSchema } from './payload-schema';
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

/** Every token of an erased tenant is forgotten, whatever event comes later; final. */
export type TokensErased = Fact<'TokensErased', Record<string, never>>;

export type CredentialEvent =
  | TokenIssued
  | TokenRevoked
  | TokenExpiring
  | TokenExpired
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
  TokensErased: {
    subject: 'tenants',
    summary: 'All credentials of a tenant were deleted; final.',
    data: {},
  },
};
