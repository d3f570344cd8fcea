import type { Fact } from './event';

/** Digests only: the secret is seen once, by the person who asked for it. */
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

/** Told once for each threshold that a token meets in its life. */
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

/** Every token of an erased tenant is forgotten, whatever else is told of it; final. */
export type TokensErased = Fact<'TokensErased', Record<string, never>>;

export type CredentialEvent =
  | TokenIssued
  | TokenRevoked
  | TokenExpiring
  | TokenExpired
  | TokensErased;
