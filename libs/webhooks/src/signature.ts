import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';

/** A new secret as Standard Webhooks writes one: `whsec_` and the base64 of 32 bytes. */
export const newSecret = (): string => PREFIX + randomBytes(32).toString('base64');

/**
 * The bytes that sign. Another text than `whsec_…` signs with its own bytes: to a library of
 * Standard Webhooks it is `whsec_` and the base64 of the text.
 */
const keyOf = (secret: string): Buffer =>
  secret.startsWith(PREFIX)
    ? Buffer.from(secret.slice(PREFIX.length), 'base64')
    : Buffer.from(secret, 'utf8');

/**
 * The headers of Standard Webhooks 1.0 for a body. With two secrets, while one replaces the other,
 * there are two signatures, and a receiver that knows either of them accepts the message.
 * `seconds`: when it is sent, since 1970.
 */
export const signedHeaders = (
  secrets: readonly string[],
  id: string,
  seconds: number,
  body: string,
): Readonly<Record<string, string>> => ({
  'webhook-id': id,
  'webhook-timestamp': String(seconds),
  'webhook-signature': secrets
    .map((secret) => {
      const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${seconds}.${body}`);
      return `v1,${signature.digest('base64')}`;
    })
    .join(' '),
});
