import { Sender, signedHeaders } from '@rollcall/webhooks';
import { createHmac } from 'node:crypto';

export interface WebhookDelivery {
  readonly url: string;
  readonly secret: string;
  /** Says the same for each try, so that a receiver can tell it has it. */
  readonly id: string;
  readonly body: string;
}

/** `v1=` and the HMAC-SHA-256 of time, a full stop and body: what a receiver computes as well. */
export const signatureOf = (secret: string, timestamp: string, body: string): string =>
  `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;

/**
 * Posts to the one URL that was configured, signed as Standard Webhooks says, and in the way of
 * former releases as well. Rejects with what went wrong.
 */
export const sendWebhook = async (
  { url, secret, id, body }: WebhookDelivery,
  anywhere: boolean,
): Promise<void> => {
  const seconds = Math.floor(Date.now() / 1_000);
  const sender = new Sender(anywhere);
  const headers = {
    'content-type': 'application/json',
    ...signedHeaders([secret], id, seconds, body),
    'x-rollcall-delivery': id,
    'x-rollcall-timestamp': String(seconds),
    'x-rollcall-signature': signatureOf(secret, String(seconds), body),
  };
  await sender.post({ url, headers, body }).finally(() => sender.close());
};
