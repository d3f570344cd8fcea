import { Inject, Injectable } from '@nestjs/common';
import { NeighbourUnavailable, type InternalClient } from '@rollcall/platform';
import { problem } from '../http/problem';
import { DELIVERY } from '../neighbours/neighbours';

/** What it refuses is the refusal of the gateway. */
const PASSED: ReadonlySet<number> = new Set([400, 404, 409]);

/** Questions of operators to event-delivery, about subscriptions and endpoints of webhooks. */
@Injectable()
export class DeliveryService {
  constructor(@Inject(DELIVERY) private readonly client: InternalClient | undefined) {}

  get isConfigured(): boolean {
    return this.client !== undefined;
  }

  /**
   * The JSON of its answer; undefined for 204. Throws a problem: what it refused, 409 without
   * DELIVERY_URL, 503 when it does not answer.
   */
  async ask<T>(method: string, path: string, body?: object, deadlineMs?: number): Promise<T> {
    const { status, body: answer } = await this.send(method, path, body, deadlineMs);
    if (status === 204) return undefined as T;
    const json = parsed(answer);
    if (status >= 200 && status <= 299 && json !== undefined) return json as T;
    const { detail } = (json ?? {}) as { detail?: unknown };
    if (PASSED.has(status) && typeof detail === 'string') throw problem(status, detail);
    throw unavailable();
  }

  /** Whether it has such a thing; throws as `ask` does. */
  async has(path: string): Promise<boolean> {
    const { status } = await this.send('GET', path);
    if (status !== 200 && status !== 404) throw unavailable();
    return status === 200;
  }

  private async send(method: string, path: string, body?: object, deadlineMs?: number) {
    const { client } = this;
    if (client === undefined) throw notConfigured();
    try {
      const at = `/internal/v1${path}`;
      return await client.raw(method, at, body, undefined, undefined, undefined, deadlineMs);
    } catch (reason) {
      if (!(reason instanceof NeighbourUnavailable)) throw reason;
      throw unavailable();
    }
  }
}

const parsed = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
};

const unavailable = () =>
  problem(503, 'event-delivery did not answer. Try again.', { retryAfterSeconds: 1 });

const notConfigured = () =>
  problem(
    409,
    'Webhooks and subscriptions need event-delivery. Set DELIVERY_URL of the gateway to its internal address, then restart the gateway.',
    { code: 'delivery-not-configured' },
  );
