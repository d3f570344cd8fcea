import type { Logger } from '@rollcall/platform';
import { createHash, timingSafeEqual } from 'node:crypto';

export interface OperatorKey {
  /** The name of the key's owner, whose acts have the actor `operator:<name>`. */
  readonly name: string;
  readonly secret: string;
}

const NAMED = /^([A-Za-z0-9][A-Za-z0-9._-]{0,31}):(.*)$/;
/** Of a key without a name, as all were once. */
const UNNAMED = 'operator';

/**
 * The format of OPERATOR_KEYS: `name:secret` each, or a secret alone. A secret has 16 characters or
 * more.
 */
export const OPERATOR_KEY =
  /^(?:[A-Za-z0-9][A-Za-z0-9._-]{0,31}:.{16,}|(?![A-Za-z0-9][A-Za-z0-9._-]{0,31}:).{16,})$/;

export const operatorKey = (text: string): OperatorKey => {
  const [, name = UNNAMED, secret = text] = NAMED.exec(text) ?? [];
  return { name, secret };
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The name of the key that a header carries: the secret alone is sent. In constant time. */
export const keyNames = (
  keys: readonly string[],
): ((header: string | undefined) => string | undefined) => {
  const known = keys.map(operatorKey).map(({ name, secret }) => ({ name, kept: digest(secret) }));
  return (header) => {
    if (!header?.startsWith('Bearer ')) return undefined;
    const given = digest(header.slice(7));
    return known.reduce<string | undefined>(
      (found, { name, kept }) => (timingSafeEqual(kept, given) ? (found ?? name) : found),
      undefined,
    );
  };
};

/** For the log at boot: the names of the operator keys, and which keys have none. */
export const sayKeys = (keys: readonly string[], logger: Logger): void => {
  const names = keys.map((one) => operatorKey(one).name);
  logger.info({ names }, 'operator keys configured');
  if (keys.some((one) => !NAMED.test(one)))
    logger.warn(
      'an operator key has no name and acts as "operator": write it as name:secret in OPERATOR_KEYS',
    );
};
