import { noSuchTenant, type Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { finished, Readable } from 'node:stream';
import { SnapshotEnded, tooManySnapshots, type Ending } from './snapshot-ended';
import { snapshotLines, type LinesOptions } from './snapshot-lines';
import { SnapshotTransaction } from './snapshot-transaction';
import { WAITED_FOR } from './snapshot.queries';

export interface SnapshotsOptions {
  /** Connections for snapshots alone. */
  readonly pool: Pool;
  /** Of the same server, for questions that take no time. */
  readonly side: Pool;
  readonly topic: string;
  readonly generation: number;
  /** See tail-offsets.ts. Asked before the picture is taken. */
  readonly offsets: () => Promise<ReadonlyMap<number, string>>;
  /** Snapshots at a time; a key has one. */
  readonly most: number;
  readonly longestMs: number;
  readonly logger: Logger;
  readonly onEnded?: (ending: Ending) => void;
  /** Between two looks at whether somebody waits for the tables. */
  readonly lookMs?: number;
  readonly rowsOfPage?: number;
}

export interface Question extends Pick<LinesOptions, 'tenants' | 'after'> {
  /** One of the tenants has to be there. */
  readonly mustBe?: boolean;
}

interface Open {
  readonly pid: number;
  readonly stream: Readable;
}

const LOOK_MS = 500;
/** About a page is read while the one before it is sent. */
const READ_AHEAD = { objectMode: false, highWaterMark: 262_144 };

/**
 * Snapshots in progress. Each holds a transaction as long as its client reads, so that there are few,
 * none lasts for ever, and each gives way to who changes the tables: a rebuild, a migration. Otherwise
 * that would wait, and every log-in answer behind it.
 */
export class Snapshots {
  private readonly clients = new Set<string>();
  private readonly opened = new Set<Open>();
  private looking: NodeJS.Timeout | undefined;

  constructor(private readonly options: SnapshotsOptions) {}

  /**
   * The lines, for the client of this name. Rejects with a problem 429 when there is no room, 404
   * when a tenant that must be there is not, or with what the database says. A stream that fails was cut off.
   */
  async open(client: string, question: Question): Promise<Readable> {
    const ofThisKey = this.clients.has(client);
    if (ofThisKey || this.clients.size >= this.options.most) throw tooManySnapshots(ofThisKey);
    this.clients.add(client);
    try {
      return await this.begin(client, question);
    } catch (reason) {
      this.clients.delete(client);
      throw reason;
    }
  }

  /** Cuts off what is in progress. */
  stop(): void {
    this.cut('stop', () => true);
  }

  private async begin(client: string, question: Question): Promise<Readable> {
    const { pool, topic, generation, longestMs, rowsOfPage = Infinity } = this.options;
    const committed = await this.options.offsets();
    const transaction = await SnapshotTransaction.begin(pool, longestMs);
    try {
      if (question.mustBe && (await transaction.tenants('', question.tenants, 1)).length === 0)
        throw noSuchTenant();
      const held = await transaction.heldPartitions();
      const offsets = [...committed].filter(
        ([partition, offset]) => BigInt(offset) >= 0n && !held.includes(partition),
      );
      const lines = snapshotLines(transaction, {
        ...question,
        start: {
          kind: 'snapshot',
          version: 1,
          time: new Date().toISOString(),
          topic,
          generation,
          offsets: Object.fromEntries(offsets),
        },
        rowsOfPage,
      });
      return this.watched(client, transaction, Readable.from(lines, READ_AHEAD));
    } catch (reason) {
      await transaction.end(true);
      throw reason;
    }
  }

  private watched(client: string, transaction: SnapshotTransaction, stream: Readable): Readable {
    const one: Open = { pid: transaction.pid, stream };
    const began = performance.now();
    this.opened.add(one);
    this.looking ??= setInterval(() => void this.look(), this.options.lookMs ?? LOOK_MS);
    const late = setTimeout(
      () => stream.destroy(new SnapshotEnded('time')),
      this.options.longestMs,
    );
    finished(stream, (error) => {
      clearTimeout(late);
      this.opened.delete(one);
      if (this.opened.size === 0) {
        clearInterval(this.looking);
        this.looking = undefined;
      }
      const ending = endingOf(error);
      void transaction.end(ending !== 'complete').then(() => this.clients.delete(client));
      this.options.onEnded?.(ending);
      const seconds = Math.round((performance.now() - began) / 1_000);
      const fields = { client, ending, seconds };
      if (ending === 'failed')
        this.options.logger.error({ ...fields, err: error }, 'snapshot failed');
      else this.options.logger.info(fields, 'snapshot ended');
    });
    return stream;
  }

  private async look(): Promise<void> {
    const pids = [...this.opened].map(({ pid }) => pid);
    // A database that does not say it fails the snapshots themselves.
    const found = await this.options.side
      .query<{ pid: number }>(WAITED_FOR, [pids])
      .catch(() => ({ rows: [] }));
    const waitedFor = new Set(found.rows.map(({ pid }) => pid));
    this.cut('tables', ({ pid }) => waitedFor.has(pid));
  }

  private cut(ending: Ending, isCut: (one: Open) => boolean): void {
    for (const one of this.opened) if (isCut(one)) one.stream.destroy(new SnapshotEnded(ending));
  }
}

const PREMATURE = 'ERR_STREAM_PREMATURE_CLOSE';

const endingOf = (error: Error | null | undefined): Ending => {
  if (!error) return 'complete';
  if (error instanceof SnapshotEnded) return error.ending;
  return 'code' in error && error.code === PREMATURE ? 'left' : 'failed';
};
