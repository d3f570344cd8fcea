import { fromMessage, UnreadableEvent } from '@rollcall/contracts';
import { messageOf } from './directory';
import type { Followed, Running, Source } from './source';

export interface FeedOptions {
  /** The public address of event-delivery, such as `https://delivery.internal:3005`. */
  readonly url: string;
  /** A client key with the scope `events:read`. */
  readonly key: string;
  /** How long one request waits for the next event: 30 s, the most that the feed takes. */
  readonly waitSeconds?: number;
}

const WAIT_SECONDS = 30;
/** Beyond the wait: then the connection is taken for dead. */
const PATIENCE_MS = 15_000;
const PAUSES = { firstMs: 200, mostMs: 30_000 };

/** The cursor is of a history that is no more: 409 history-replaced, 410 feed-replaced. */
const START_AGAIN: readonly number[] = [409, 410];

class Refused extends Error {
  constructor(readonly status: number) {
    super(`it answered ${status}`);
  }
}

type Members = Readonly<Record<string, unknown>>;

/** Events by HTTP, from the first one on. */
export const fromFeed =
  (options: FeedOptions): Source =>
  (to) =>
    new Follower(options, to);

class Follower implements Running {
  private isStopped = false;
  /** Ends what is waited for: a request, or a pause. */
  private current = new AbortController();
  private readonly ended: Promise<void>;
  private cursor: string | undefined;
  private isLive = false;

  constructor(
    private readonly options: FeedOptions,
    private readonly to: Followed,
  ) {
    this.ended = this.run();
  }

  stop(): Promise<void> {
    this.isStopped = true;
    this.current.abort();
    return this.ended;
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.isStopped; ) {
      this.current = new AbortController();
      try {
        await this.page();
        failures = 0;
      } catch (reason) {
        if (this.isStopped) return;
        if (reason instanceof Refused && START_AGAIN.includes(reason.status)) this.startAgain();
        this.isLive = false;
        this.to.onTrouble(
          new Error(`the feed at ${this.options.url} cannot be read: ${messageOf(reason)}`, {
            cause: reason,
          }),
        );
        await this.pause(Math.min(PAUSES.firstMs * 2 ** failures, PAUSES.mostMs));
        failures += 1;
      }
    }
  }

  private async page(): Promise<void> {
    const { url, key, waitSeconds = WAIT_SECONDS } = this.options;
    // Without a wait until there is nothing more: that is now.
    const wait = this.isLive ? waitSeconds : 0;
    const query = new URLSearchParams({ wait: String(wait) });
    if (this.cursor !== undefined) query.set('after', this.cursor);
    const late = setTimeout(() => this.current.abort(), wait * 1_000 + PATIENCE_MS);
    try {
      const response = await fetch(`${url.replace(/\/$/, '')}/events/v1?${query}`, {
        headers: { authorization: `Bearer ${key}` },
        redirect: 'error',
        signal: this.current.signal,
      });
      if (response.status !== 200) {
        await response.text();
        throw new Refused(response.status);
      }
      const cursor = response.headers.get('x-rollcall-cursor');
      const events: unknown = await response.json();
      if (!Array.isArray(events) || cursor === null) throw new Error('its response is no page');
      this.takeAll(events as readonly Members[], cursor);
    } finally {
      clearTimeout(late);
    }
  }

  private takeAll(events: readonly Members[], cursor: string): void {
    for (const event of events) this.take(event);
    this.cursor = cursor;
    if (events.length > 0 || this.isLive) return;
    this.isLive = true;
    this.to.onLive();
  }

  /** CloudEvents' JSON format: the headers of the topic are members, without their prefix. */
  private take({ data, ...attributes }: Members): void {
    const tenantId = String(attributes['tenant']);
    const names = Object.keys(attributes);
    const headers = Object.fromEntries(names.map((name) => [`ce_${name}`, attributes[name]]));
    try {
      this.to.handle(fromMessage({ key: tenantId, value: JSON.stringify(data), headers }));
    } catch (reason) {
      if (!(reason instanceof UnreadableEvent)) throw reason;
      this.to.stop(tenantId, reason.message);
    }
  }

  private startAgain(): void {
    this.cursor = undefined;
    this.to.startAgain();
  }

  private pause(ms: number): Promise<void> {
    this.current = new AbortController();
    const { signal } = this.current;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener('abort', () => (clearTimeout(timer), resolve()));
    });
  }
}
