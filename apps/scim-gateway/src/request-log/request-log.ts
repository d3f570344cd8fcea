import { copyRows, pipelined, type Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { BufferedWriter } from '../lifecycle/buffered-writer';
import type { RequestEntry } from './entry';
import { DailyRows } from './daily-rows';
import { rowOf } from './entry-row';
import { Folds } from './folds';
import { ADD } from './requests.queries';
import { addUses, TokenUses } from './token-uses';

const AT_ONCE = 1_000;
const MOST_WAITING = 20_000;
const MOST_CHARACTERS = 32_000_000;
const TRIES = 3;
const AGAIN_MS = 1_000;

export interface RequestLogObserver {
  written(entries: number): void;
  /** The database was too slow, or away for too long. */
  dropped(entries: number): void;
  /** Refused as another one within the same second: counted in its entry. */
  folded(): void;
  /** Beyond the rows of a tenant's day. */
  bounded(): void;
}

export interface RequestLogOptions {
  /** Rows of one tenant and day from this gateway. */
  readonly dailyRows?: number;
  /** Called with a complete entry that counts several requests. */
  readonly completed?: (entry: RequestEntry) => void;
}

const DAILY_ROWS = 1_000_000;

interface Batch {
  readonly rows: string[];
  readonly uses: TokenUses;
}

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms).unref());

/**
 * Entries wait in memory, as the text that the database will read. They are written each half
 * second or when many wait, never while a request waits. A process that is killed loses the last
 * half second; the events are safe.
 */
export class RequestLog extends BufferedWriter {
  private readonly full: Batch[] = [];
  private filling: Batch = { rows: [], uses: new TokenUses() };
  private waiting = 0;
  private characters = 0;
  private stopping = false;
  private readonly folds = new Folds();
  private readonly days: DailyRows;
  private readonly completed: (entry: RequestEntry) => void;

  constructor(
    private readonly pool: Pool,
    private readonly logger: Logger,
    private readonly observer: RequestLogObserver,
    { dailyRows = DAILY_ROWS, completed = () => undefined }: RequestLogOptions = {},
  ) {
    super(500);
    this.days = new DailyRows(dailyRows);
    this.completed = completed;
  }

  /**
   * Whether it is an entry: false when another entry counts it. `isUse`: it is a use of its token;
   * an operation of a Bulk request is not a separate use.
   */
  add(entry: RequestEntry, isUse = true): boolean {
    if (isUse) this.filling.uses.count(entry);
    this.soon();
    const { as, over } = this.folds.add(entry);
    if (over) this.complete(over);
    if (as === 'alone') this.put(entry);
    else if (as === 'counted') this.observer.folded();
    return as !== 'counted';
  }

  private complete(entry: RequestEntry): void {
    this.put(entry);
    if (entry.count > 1) this.completed(entry);
  }

  private put(one: RequestEntry): void {
    const entry = this.days.take(one);
    if (!entry) return this.observer.bounded();
    const { waiting } = this;
    // Requests over the rate limit do not displace the entries of others.
    if (
      waiting >= MOST_WAITING ||
      this.characters >= MOST_CHARACTERS ||
      (waiting >= MOST_WAITING / 2 && entry.status === 429)
    )
      return this.observer.dropped(1);
    const row = rowOf(entry);
    this.waiting = waiting + 1;
    this.characters += row.length;
    if (this.filling.rows.push(row) < AT_ONCE) return;
    this.close();
    void super.flush();
  }

  /** Resolves when everything that was added until now is written, or dropped. */
  override flush(): Promise<void> {
    return this.closeOver(Infinity);
  }

  /** The entries that are complete by now. */
  protected override due(): void {
    void this.closeOver(Date.now());
    if (this.folds.size > 0) this.soon();
  }

  override onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    return this.flush();
  }

  private closeOver(at: number): Promise<void> {
    for (const entry of this.folds.over(at)) this.complete(entry);
    this.close();
    return super.flush();
  }

  /** The entries so far are a separate batch. */
  private close(): void {
    if (this.filling.rows.length === 0 && this.filling.uses.isEmpty) return;
    this.full.push(this.filling);
    this.filling = { rows: [], uses: new TokenUses() };
  }

  protected async write(): Promise<void> {
    for (let batch = this.full.shift(); batch; batch = this.full.shift()) {
      await this.persistently(batch);
      this.waiting -= batch.rows.length;
      for (const row of batch.rows) this.characters -= row.length;
    }
  }

  private async persistently(batch: Batch): Promise<void> {
    const entries = batch.rows.length;
    for (let tries = 1; ; tries += 1) {
      try {
        await this.once(batch);
        return this.observer.written(entries);
      } catch (reason) {
        if (tries === TRIES || this.stopping) {
          this.logger.warn({ err: reason, entries }, 'request log entries lost');
          return this.observer.dropped(entries);
        }
      }
      await sleep(AGAIN_MS);
    }
  }

  private async once({ rows, uses }: Batch): Promise<void> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      // The log of requests is no promise: it need not wait for the disk.
      await client.query('BEGIN; SET LOCAL synchronous_commit TO off');
      if (rows.length > 0) await copyRows(client, ADD, rows.join(''));
      const settled = await pipelined(client, () =>
        Promise.allSettled([addUses(client, uses.all()), client.query('COMMIT')]),
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
