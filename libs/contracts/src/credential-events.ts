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

export type CredentialEvent = TokenIssued | TokenRevoked | TokenExpired;
