import { Injectable } from '@nestjs/common';
import { Sender, shownFailure, signedHeaders, WebhookFailed } from '@rollcall/webhooks';
import { DeliveryConfig } from '../config/delivery-config';
import type { Claim, Delivery } from './claim';
import { EndpointSecrets } from './endpoint-secrets';

/** An event as it is stored. */
export interface StoredEvent {
  readonly position: number;
  readonly event: string;
  /** When the deactivation that it is was recorded. */
  readonly endedAt?: Date | null;
}

export type Endpoint = Pick<Claim, 'url' | 'secrets'> & { readonly name: string };

const idOf = (event: string): string => (JSON.parse(event) as { id: string }).id;

/** What is posted: one CloudEvent, or several of them as a batch. The same events have the same id. */
const messageOf = (events: readonly string[]): { id: string; type: string; body: string } => {
  const [first = '', ...others] = events;
  const last = others.at(-1);
  if (last === undefined) return { id: idOf(first), type: 'cloudevents', body: first };
  const body = `[${events.join(',')}]`;
  return { id: `${idOf(first)}..${idOf(last)}`, type: 'cloudevents-batch', body };
};

/** Posts events to an endpoint, signed with its secrets. */
@Injectable()
export class Poster {
  private readonly sender: Sender;

  constructor(
    config: DeliveryConfig,
    private readonly secrets: EndpointSecrets,
  ) {
    this.sender = new Sender(config.WEBHOOKS_ANYWHERE, true);
  }

  /** What came back; never rejects. */
  async post(endpoint: Endpoint, events: readonly StoredEvent[]): Promise<Delivery> {
    const [from, to] = [events[0]?.position ?? 0, events.at(-1)?.position ?? 0];
    const at = new Date();
    const began = performance.now();
    const outcome = await this.send(endpoint, events).then(
      (status) => ({ status }),
      (error: unknown) => ({
        failure: shownFailure(error),
        ...(error instanceof WebhookFailed ? answerOf(error) : {}),
      }),
    );
    return { from, to, at, ms: Math.round(performance.now() - began), ...outcome };
  }

  private async send(endpoint: Endpoint, events: readonly StoredEvent[]): Promise<number> {
    const secrets = this.secrets.open(endpoint.name, endpoint.secrets);
    if (!secrets) throw new WebhookFailed('its secret cannot be opened: make a new one');
    const { id, type, body } = messageOf(events.map(({ event }) => event));
    const headers = {
      'content-type': `application/${type}+json`,
      ...signedHeaders(secrets, id, Math.floor(Date.now() / 1_000), body),
    };
    return this.sender.post({ url: endpoint.url, headers, body });
  }

  close(): Promise<void> {
    return this.sender.close();
  }
}

const answerOf = ({ status, excerpt }: WebhookFailed) => ({
  ...(status === undefined ? {} : { status }),
  ...(excerpt ? { excerpt } : {}),
});
