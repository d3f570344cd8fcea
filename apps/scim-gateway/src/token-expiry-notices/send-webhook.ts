import { createHmac } from 'node:crypto';
import { Agent, request } from 'undici';
import { checkHost, publicLookup } from '../http/public-address';

const DEADLINE_MS = 10_000;

/** What the tenant itself has to mend: shown to it as it is. */
export class WebhookFailed extends Error {
  override readonly name = 'WebhookFailed';
}

/**
 * What a tenant reads of a failure. Whatever kept the request from an answer is one text: a name
 * that leads inside, one that is not there and a closed port would else say what is in our network.
 */
export const shownFailure = (reason: unknown): string =>
  reason instanceof WebhookFailed ? reason.message : 'the URL could not be reached';

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
 * Posts to the one URL that was configured; a redirect is an answer like any other that is not 2xx.
 * Rejects with what went wrong. `allowPrivate`: http, and addresses that are not public, are allowed.
 */
export const sendWebhook = async (
  delivery: WebhookDelivery,
  allowPrivate: boolean,
): Promise<void> => {
  const url = new URL(delivery.url);
  if (!allowPrivate && url.protocol !== 'https:')
    throw new WebhookFailed('its URL does not begin with https://: set another');
  if (!allowPrivate) checkHost(url.hostname);
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const agent = new Agent(allowPrivate ? {} : { connect: { lookup: publicLookup } });
  const late = new Error(`no answer within ${DEADLINE_MS} ms`);
  const deadline = setTimeout(() => void agent.destroy(late), DEADLINE_MS);
  const { statusCode: status, body } = await request(url, {
    dispatcher: agent,
    method: 'POST',
    reset: true,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Rollcall',
      'x-rollcall-delivery': delivery.id,
      'x-rollcall-timestamp': timestamp,
      'x-rollcall-signature': signatureOf(delivery.secret, timestamp, delivery.body),
    },
    body: delivery.body,
  }).finally(() => {
    clearTimeout(deadline);
    void agent.destroy();
  });
  // What it goes on to say is nothing to wait for: its connection is closed in the midst of it.
  body.on('error', () => undefined);
  if (status < 200 || status > 299) throw new WebhookFailed(`it answered ${status}`);
};
