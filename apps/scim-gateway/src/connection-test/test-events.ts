import type { TenantId } from '@rollcall/contracts';
import { listen } from '@rollcall/messaging';
import type { Kafka, Log } from '@rollcall/subscriber';
import { StepFailed } from './failures';

const READY_MS = 10_000;
const SEEN_MS = 20_000;

const cancelled = (): StepFailed => new StepFailed('cancelled', 'The server is stopping.');

/** A subscriber of its own, on the topic that every subscriber reads: what it sees, others see. */
export class TestEvents {
  private readonly seen = new Set<string>();
  /** By what is awaited: called without a reason when it was seen. */
  private readonly awaited = new Map<string, (reason?: StepFailed) => void>();
  private readonly listening: Promise<boolean>;
  private readonly unsubscribe: () => Promise<void>;
  /** The gateway's own signal outlives the test, and would keep whatever listens to it. */
  private readonly over = new AbortController();

  constructor(
    kafka: Kafka,
    topic: string,
    private readonly tenantId: TenantId,
    log: Log,
    stopping: AbortSignal,
  ) {
    const { signal } = this.over;
    let ready!: (listening: boolean) => void;
    this.listening = new Promise((resolve) => (ready = resolve));
    const late = setTimeout(() => ready(false), READY_MS);
    void this.listening.then(() => clearTimeout(late));
    this.unsubscribe = listen({
      kafka,
      topic,
      log,
      onListening: () => ready(true),
      handle: (event) => {
        if (event.tenantId !== this.tenantId) return;
        const key = `${event.correlationId} ${event.type}`;
        this.seen.add(key);
        this.awaited.get(key)?.();
      },
    });
    signal.addEventListener('abort', () => {
      ready(false);
      for (const settle of this.awaited.values()) settle(cancelled());
    });
    if (stopping.aborted) this.over.abort();
    stopping.addEventListener('abort', () => this.over.abort(), { signal });
  }

  /** Resolves when no event from here on is missed, or when that takes too long. */
  async ready(): Promise<void> {
    await this.listening;
  }

  /** Resolves when the event of a request was seen; rejects with StepFailed. */
  async see(correlationId: string, type: string): Promise<void> {
    if (!(await this.listening))
      throw new StepFailed('event-stream-unreachable', 'The topic could not be read in time.');
    const key = `${correlationId} ${type}`;
    if (this.seen.has(key)) return;
    if (this.over.signal.aborted) throw cancelled();
    const unseen = new StepFailed('event-not-seen', `${type} was not seen in ${SEEN_MS} ms.`);
    const late = setTimeout(() => this.awaited.get(key)?.(unseen), SEEN_MS);
    await new Promise<void>((resolve, reject) => {
      this.awaited.set(key, (reason) => (reason ? reject(reason) : resolve()));
    }).finally(() => {
      clearTimeout(late);
      this.awaited.delete(key);
    });
  }

  stop(): Promise<void> {
    this.over.abort();
    return this.unsubscribe();
  }
}
