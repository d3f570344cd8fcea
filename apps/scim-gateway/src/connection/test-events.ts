import type { TenantId } from '@rollcall/contracts';
import { listen, type Kafka, type Log } from '@rollcall/messaging';
import { LegFailed } from './failures';

const READY_MS = 10_000;
const SEEN_MS = 20_000;

interface Awaited {
  readonly resolve: () => void;
  readonly type: string;
}

/** A subscriber of its own, on the topic that every subscriber reads: what it sees, others see. */
export class TestEvents {
  private readonly seen = new Set<string>();
  private readonly awaited = new Map<string, Awaited>();
  private readonly listening: Promise<boolean>;
  private readonly deaf: () => Promise<void>;

  constructor(
    kafka: Kafka,
    topic: string,
    private readonly tenantId: TenantId,
    log: Log,
    private readonly stopping: AbortSignal,
  ) {
    let ready!: (listening: boolean) => void;
    this.listening = new Promise((resolve) => (ready = resolve));
    const late = setTimeout(() => ready(false), READY_MS);
    this.deaf = listen({
      kafka,
      topic,
      log,
      onListening: () => {
        clearTimeout(late);
        ready(true);
      },
      handle: (event) => {
        if (event.tenantId !== this.tenantId) return;
        const key = `${event.correlationId} ${event.type}`;
        this.seen.add(key);
        this.awaited.get(key)?.resolve();
      },
    });
    stopping.addEventListener('abort', () => ready(false), { once: true });
  }

  /** Resolves when nothing told from here on is missed, or when that takes too long. */
  async ready(): Promise<void> {
    await this.listening;
  }

  /** Resolves when the event of a request was seen; rejects with LegFailed. */
  async see(correlationId: string, type: string): Promise<void> {
    if (!(await this.listening))
      throw new LegFailed('event-stream-unreachable', 'The topic could not be read in time.');
    const key = `${correlationId} ${type}`;
    if (this.seen.has(key)) return;
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new LegFailed('event-not-seen', `${type} was not seen in ${SEEN_MS} ms.`)),
        SEEN_MS,
      );
      this.stopping.addEventListener(
        'abort',
        () => reject(new LegFailed('cancelled', 'The server is stopping.')),
        { once: true },
      );
      this.awaited.set(key, {
        type,
        resolve: () => {
          clearTimeout(late);
          resolve();
        },
      });
    }).finally(() => this.awaited.delete(key));
  }

  stop(): Promise<void> {
    return this.deaf();
  }
}
