import { UnknownPepper, type NamedDigest, type Peppers } from '@rollcall/platform';
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A name that finds the row, and a secret that only the holder knows. The row stores a keyed digest
 * of it.
 */
export interface Secret {
  readonly id: string;
  readonly secret: string;
}

/** `rl_…`: the part after `#` in a set-up link. `rs_…`: the cookie of a session. */
export type SecretKind = 'rl' | 'rs';

const SHAPE = /^(r[ls])_([0-9a-f]{24})_([\w-]{43})$/;

export const newSecret = (): Secret => ({
  id: randomBytes(12).toString('hex'),
  secret: randomBytes(32).toString('base64url'),
});

export const format = (kind: SecretKind, { id, secret }: Secret): string =>
  `${kind}_${id}_${secret}`;

/** Undefined for any other text, without a query. */
export const parse = (kind: SecretKind, text: string): Secret | undefined => {
  const [, is, id, secret] = SHAPE.exec(text) ?? [];
  return is === kind && id !== undefined && secret !== undefined ? { id, secret } : undefined;
};

/** Derived from the session's own secret, so that it is stored nowhere. */
export const csrfOf = ({ secret }: Secret): string =>
  createHmac('sha256', secret).update('rollcall csrf').digest('base64url');

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compared as digests of one length, in constant time. */
export const equal = (one: string, other: string): boolean =>
  timingSafeEqual(digest(one), digest(other));

/** Whether a secret belongs to a row. Under a removed pepper no secret does. */
export const holds = (peppers: Peppers, { secret }: Secret, kept: NamedDigest): boolean => {
  try {
    return peppers.matches(secret, kept);
  } catch (error) {
    if (error instanceof UnknownPepper) return false;
    throw error;
  }
};
