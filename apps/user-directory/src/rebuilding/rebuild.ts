import { topics, type TenantPosition } from '@rollcall/contracts';
import {
  readTopic,
  topicOffsets,
  type Delivered,
  type EventBatch,
  type Kafka,
} from '@rollcall/subscriber';
import type { InternalClient } from '@rollcall/platform';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import type { Projector } from '../projecting/projector';
import { RebuildRun } from './rebuild-run';
import { BEHIND, CHECKPOINTS, DROP_NEXT, STOP_PROJECTOR, SWAP } from './rebuild.queries';

/** Indexes of very many rows take as long as they take. */
const LONG_MS = 6 * 3_600_000;

export interface Comparison {
  readonly tenantId: string;
  readonly position: number;
  readonly log: string;
  readonly rebuilt: string | undefined;
  readonly equal: boolean;
}

interface Checkpoint {
  readonly tenant_id: string;
  readonly position: string;
  readonly checksum: string;
}

export interface RebuildOptions {
  readonly live: Pool;
  /** A pool whose connections look into `directory_next` first. */
  readonly next: Pool;
  readonly projector: Projector;
  readonly kafka: Kafka;
  readonly generation: number;
  readonly log: InternalClient;
  /** Partitions that are read at the same time. */
  readonly parallel: number;
  readonly progress: (read: number, all: number) => void;
  /** A killed run is continued, behind so many events. */
  readonly resumed: (read: number) => void;
}

/**
 * Replays the topic into tables of its own, compares each tenant's checksum with the
 * log's at the same position, and swaps. A difference leaves everything as it is. What is killed
 * goes on where it was, when it is started again.
 */
export class Rebuild {
  private readonly stored: RebuildRun;
  private readonly wanted = new Map<string, TenantPosition>();
  private readonly reached = new Map<string, string>();

  constructor(private readonly options: RebuildOptions) {
    this.stored = new RebuildRun(options.live, options.next, options.generation);
  }

  /** What was compared; swapped only when all are equal. */
  async run(): Promise<readonly Comparison[]> {
    const { live, kafka, generation, parallel, resumed } = this.options;
    const read = await this.stored.open(await topicOffsets(kafka, topics.provisioning(generation)));
    if (read > 0) resumed(read);
    await this.read(parallel);
    const client = await live.connect();
    try {
      await this.index(client);
      return await this.compareAndSwap(client);
    } finally {
      client.release(true);
      this.stored.close();
    }
  }

  /** After each piece that was projected: the tenants that stand where the log is compared. */
  projected(moved: readonly { tenantId: string; position: number; checksum: string }[]): void {
    for (const { tenantId, position, checksum } of moved)
      if (this.wanted.get(tenantId)?.position === position) this.reached.set(tenantId, checksum);
  }

  /** Goes on from where the last call ended, `parallel` partitions at the same time. */
  private async read(parallel = 1): Promise<void> {
    const lanes = Array.from({ length: parallel }, (_, lane) =>
      this.stored.partitions.filter((partition) => partition % parallel === lane),
    );
    for (const read of await Promise.allSettled(lanes.map((lane) => this.readLane(lane))))
      if (read.status === 'rejected') throw read.reason;
  }

  /** While a batch is written the next one is fetched. */
  private async readLane(partitions: readonly number[]): Promise<void> {
    const { kafka, generation } = this.options;
    let writing: Promise<void> = Promise.resolve();
    await readTopic({
      kafka,
      topic: topics.provisioning(generation),
      from: this.stored.from,
      partitions,
      onBatch: async (batch: EventBatch) => {
        await writing;
        writing = this.write(batch);
        // The next batch, or the end, awaits it and gets the failure.
        writing.catch(() => undefined);
      },
    });
    await writing;
  }

  private async write(batch: EventBatch): Promise<void> {
    for (const events of this.pieces(batch))
      await this.options.projector.project({ ...batch, events });
    await this.stored.reached(batch.partition, String(BigInt(batch.lastOffset) + 1n));
    this.options.progress(...this.stored.counts);
  }

  /** Rows first, then what they are found by, then what the planner knows of them. */
  private async index(client: PoolClient): Promise<void> {
    await client.query('SET statement_timeout = 0');
    await client.query('SET idle_in_transaction_session_timeout = 0');
    await this.stored.index(client, (text) => {
      const patient: QueryConfig & { query_timeout: number } = { text, query_timeout: LONG_MS };
      return client.query(patient);
    });
  }

  /** A batch is cut behind each event whose position is compared, so that none is run past. */
  private pieces({ events }: EventBatch): readonly (readonly Delivered[])[] {
    const pieces: Delivered[][] = [[]];
    for (const one of events) {
      pieces.at(-1)?.push(one);
      if ('event' in one && this.wanted.get(one.event.tenantId)?.position === one.event.position)
        pieces.push([]);
    }
    return pieces.filter((piece) => piece.length > 0);
  }

  /** The live projector waits while the last events are read, so that none falls between. */
  private async compareAndSwap(client: PoolClient): Promise<readonly Comparison[]> {
    const compared = await this.compared();
    if (compared.some(({ equal }) => !equal)) {
      await this.stored.forget();
      return compared;
    }
    await this.read();
    await client.query('BEGIN');
    await client.query(STOP_PROJECTOR);
    await this.notBehind(client);
    for (const text of SWAP) await client.query(text);
    await client.query(DROP_NEXT);
    await client.query('COMMIT');
    return compared;
  }

  /** Each tenant's checksum against the log's at the position that the log had then. */
  private async compared(): Promise<readonly Comparison[]> {
    const answer = await this.options.log.json<TenantPosition[]>('GET', '/internal/v1/tenants');
    for (const one of answer) this.wanted.set(one.tenantId, one);
    const { rows } = await this.options.next.query<Checkpoint>(CHECKPOINTS);
    this.projected(
      rows.map((row) => ({
        tenantId: row.tenant_id,
        position: Number(row.position),
        checksum: row.checksum,
      })),
    );
    for (let tries = 0; tries < 50; tries += 1) {
      await this.read();
      if (answer.every(({ tenantId, position }) => position === 0 || this.reached.has(tenantId)))
        break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return answer.map(({ tenantId, position, checksum }) => {
      const rebuilt = position === 0 ? checksum : this.reached.get(tenantId);
      return { tenantId, position, log: checksum, rebuilt, equal: rebuilt === checksum };
    });
  }

  /** The live consumer goes on from its offsets: the new rows must be as far as the old ones. */
  private async notBehind(client: PoolClient): Promise<void> {
    await this.read();
    const { rows } = await client.query<{ tenant_id: string; position: string }>(BEHIND);
    if (rows.length === 0) return;
    // A live directory that is ahead of the log holds what a restored log has forgotten.
    const log = await this.options.log.json<TenantPosition[]>('GET', '/internal/v1/tenants');
    const recorded = new Map(log.map(({ tenantId, position }) => [tenantId, position]));
    const behind = rows.filter((row) => Number(row.position) <= (recorded.get(row.tenant_id) ?? 0));
    if (behind.length > 0)
      throw new Error(`The rebuilt directory is behind the live one for ${behind.length} tenants.`);
  }
}
