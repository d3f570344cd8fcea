import type { PartitionOffsets } from '@rollcall/subscriber';
import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import {
  BEGIN_RUN,
  FIND_RUN,
  FORGET_RUN,
  INDEX,
  LOCK_RUN,
  NEW_SCHEMA,
  NEW_TABLES,
  PARTITION_READ,
  PARTITIONS_READ,
  RUN_INDEXED,
  RUN_TABLES,
} from './rebuild.queries';

interface Run {
  readonly generation: number;
  readonly statements: string;
  readonly indexed: boolean;
}

interface PartitionRow {
  readonly partition: number;
  readonly next_offset: string;
}

/** Another release may fill other tables: it does not continue what this one began. */
const STATEMENTS = createHash('sha256')
  .update([...NEW_TABLES, ...INDEX].join('\n'))
  .digest('hex');

/** How far a rebuild is. It is stored with the rows, so that a killed one is continued. */
export class RebuildRun {
  private readonly offsets = new Map<number, string>();
  private readonly firsts = new Map<number, bigint>();
  private all = 0;
  private locking: PoolClient | undefined;
  /** Whether the rows have their indexes. */
  indexed = false;

  constructor(
    private readonly live: Pool,
    private readonly next: Pool,
    private readonly generation: number,
  ) {}

  /**
   * Continues an earlier run of the same topic and tables, else begins one. Resolves to the number
   * of events that were read before. Rejects while another process rebuilds.
   */
  async open(offsets: readonly PartitionOffsets[]): Promise<number> {
    await this.lock();
    for (const { partition, low } of offsets) this.firsts.set(partition, BigInt(low));
    this.all = offsets.reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0);
    if (!(await this.resume(offsets))) await this.begin();
    return this.read;
  }

  /** The next offset of each partition that was read. */
  get from(): ReadonlyMap<number, string> {
    return this.offsets;
  }

  get partitions(): readonly number[] {
    return [...this.firsts.keys()];
  }

  /** Events that were read, of those in the topic at the beginning. */
  get counts(): readonly [read: number, all: number] {
    return [Math.min(this.read, this.all), this.all];
  }

  private get read(): number {
    let sum = 0n;
    for (const [partition, next] of this.offsets)
      sum += BigInt(next) - (this.firsts.get(partition) ?? 0n);
    return Number(sum);
  }

  /** The rows before this offset are written. */
  async reached(partition: number, next: string): Promise<void> {
    await this.next.query(PARTITION_READ, [
      partition,
      String(this.firsts.get(partition) ?? 0n),
      next,
    ]);
    this.offsets.set(partition, next);
  }

  /** All indexes or none, on a connection without a time limit. */
  async index(client: PoolClient, query: (text: string) => Promise<unknown>): Promise<void> {
    if (this.indexed) return;
    await client.query('BEGIN');
    for (const text of [...INDEX, RUN_INDEXED]) await query(text);
    await client.query('COMMIT');
    this.indexed = true;
  }

  /** The next rebuild begins at the beginning: what this one wrote is wrong. */
  async forget(): Promise<void> {
    await this.live.query(FORGET_RUN);
  }

  // Held by its connection, and so released when the process is killed.
  private async lock(): Promise<void> {
    const client = await this.live.connect();
    const { rows } = await client.query<{ locked: boolean }>(LOCK_RUN);
    if (rows[0]?.locked === true) {
      this.locking = client;
      return;
    }
    client.release();
    throw new Error('Another rebuild of this directory is running.');
  }

  /** Another rebuild may run now. */
  close(): void {
    this.locking?.release(true);
  }

  private async resume(offsets: readonly PartitionOffsets[]): Promise<boolean> {
    const { rows: there } = await this.live.query<{ there: boolean }>(FIND_RUN.table);
    if (there[0]?.there !== true) return false;
    const { rows } = await this.live.query<Run>(FIND_RUN.row);
    const [run] = rows;
    if (run?.generation !== this.generation || run.statements !== STATEMENTS) return false;
    const read = await this.live.query<PartitionRow>(PARTITIONS_READ);
    const highs = new Map(offsets.map(({ partition, high }) => [partition, BigInt(high)]));
    // A topic that is shorter than what was read of it is another one.
    if (read.rows.some((one) => BigInt(one.next_offset) > (highs.get(one.partition) ?? 0n)))
      return false;
    for (const one of read.rows) this.offsets.set(one.partition, one.next_offset);
    this.indexed = run.indexed;
    return true;
  }

  private async begin(): Promise<void> {
    for (const text of NEW_SCHEMA) await this.live.query(text);
    for (const text of NEW_TABLES) await this.next.query(text);
    for (const text of RUN_TABLES) await this.live.query(text);
    await this.live.query(BEGIN_RUN, [this.generation, STATEMENTS, this.all]);
  }
}
