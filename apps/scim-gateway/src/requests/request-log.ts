import { pipelined, type Logger } from '@rollcall/platform';
import type { Pool, PoolClient } from 'pg';
import type { RequestEntry } from './entry';
import { ADD, ADD_USES } from './requests.queries';
import { usesOf } from './token-uses';

const FLUSH_MS = 500;
const AT_ONCE = 500;
const MOST_WAITING = 20_000;
const TRIES = 3;
const AGAIN_MS = 1_000;

export interface RequestLogObserver {
  written(entries: number): void;
  /** The database was too slow, or away for too long. */
  dropped(entries: number): void;
}

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms).unref());

/**
 * Entries wait in memory and are written in batches, each half second or when there are many: never
 * in a request's way. A process that is killed loses the last half second; the events are safe.
 */
export class RequestLog {
  private waiting: RequestEntry[] = [];
  private writing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopping = false;

  constructor(
    private readonly pool: Pool,
    private readonly logger: Logger,
    private readonly observer: RequestLogObserver,
  ) {}

  add(entry: RequestEntry): void {
    const { length } = this.waiting;
    // Who is over the rate limit does not push out the others' entries.
    if (length >= MOST_WAITING || (length >= MOST_WAITING / 2 && entry.status === 429))
      return this.observer.dropped(1);
    this.waiting.push(entry);
    if (this.writing) return;
    if (length + 1 >= AT_ONCE) this.write();
    else this.timer ??= setTimeout(() => this.write(), FLUSH_MS);
  }

  /** Resolves when everything that was added until now is written, or dropped. */
  async flush(): Promise<void> {
    await this.writing;
    if (this.waiting.length > 0) await this.write();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.flush();
  }

  private write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    return (this.writing ??= this.writeAll().finally(() => {
      this.writing = undefined;
      if (this.waiting.length > 0) this.timer ??= setTimeout(() => this.write(), FLUSH_MS);
    }));
  }

  /** Goes on while whole batches wait; what is left waits for the timer. */
  private async writeAll(): Promise<void> {
    do {
      const some = this.waiting.splice(0, AT_ONCE);
      await this.persistently(some);
    } while (this.waiting.length >= AT_ONCE || (this.stopping && this.waiting.length > 0));
  }

  private async persistently(entries: readonly RequestEntry[]): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.once(entries);
        return this.observer.written(entries.length);
      } catch (reason) {
        if (tries === TRIES || this.stopping) {
          this.logger.warn({ err: reason, entries: entries.length }, 'requests were not logged');
          return this.observer.dropped(entries.length);
        }
      }
      await sleep(AGAIN_MS);
    }
  }

  private async once(entries: readonly RequestEntry[]): Promise<void> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      const settled = await pipelined(client, () =>
        Promise.allSettled([
          client.query('BEGIN'),
          // The log of requests is no promise: it need not wait for the disk.
          client.query('SET LOCAL synchronous_commit TO off'),
          client.query({ name: 'add-requests', text: ADD, values: valuesOf(entries) }),
          addUses(client, entries),
          client.query('COMMIT'),
        ]),
      );
      const failed = settled.find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
    } catch (reason) {
      broken = reason as Error;
      throw reason;
    } finally {
      client.release(broken);
    }
  }
}

const addUses = async (client: PoolClient, entries: readonly RequestEntry[]): Promise<void> => {
  const uses = usesOf(entries);
  if (uses.length === 0) return;
  await client.query({
    name: 'add-uses',
    text: ADD_USES,
    values: [
      uses.map((one) => one.tenantId),
      uses.map((one) => one.tokenId),
      uses.map((one) => one.label),
      uses.map((one) => one.requests),
      uses.map((one) => new Date(one.firstAt).toISOString()),
      uses.map((one) => new Date(one.lastAt).toISOString()),
    ],
  });
};

const listed = (names: readonly string[]): string | null =>
  names.length === 0 ? null : names.join(' ');
const json = (value: object | null): string | null => (value ? JSON.stringify(value) : null);

const valuesOf = (entries: readonly RequestEntry[]): unknown[] => [
  entries.map((one) => one.tenantId),
  entries.map((one) => one.at),
  entries.map((one) => one.seq),
  entries.map((one) => one.method),
  entries.map((one) => one.path),
  entries.map((one) => one.status),
  entries.map((one) => one.ms),
  entries.map((one) => one.tokenId),
  entries.map((one) => one.resourceId),
  entries.map((one) => one.test),
  entries.map((one) => listed(one.attributes)),
  entries.map((one) => listed(one.quirks)),
  entries.map((one) => json(one.refusal)),
  entries.map((one) => one.correlationId),
  entries.map((one) => json(one.captured)),
];
