import { topics, type TenantPosition } from '@rollcall/contracts';
import { readTopic, type EventBatch, type Kafka } from '@rollcall/messaging';
import type { InternalClient } from '@rollcall/platform';
import type { Pool, PoolClient } from 'pg';
import { TABLES } from '../migrations/1764000000000-directory';
import type { Projector } from '../projecting/projector';

/** The schema that a rebuild fills, beside the live tables. */
export const NEXT = 'directory_next';
const TABLE_NAMES = ['users', 'user_blocks', 'checkpoints'];

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
  readonly held: string | null;
}

export interface RebuildOptions {
  readonly live: Pool;
  /** A pool whose connections look into `directory_next` first. */
  readonly next: Pool;
  readonly projector: Projector;
  readonly kafka: Kafka;
  readonly generation: number;
  readonly log: InternalClient;
  readonly progress: (read: number, all: number) => void;
}

/**
 * Replays the topic into tables beside the live ones, compares each tenant's checksum with the
 * log's at the same position, and swaps. A difference leaves everything as it is.
 */
export class Rebuild {
  private readonly offsets = new Map<number, string>();

  constructor(private readonly options: RebuildOptions) {}

  /** What was compared; swapped only when all are equal. */
  async run(): Promise<readonly Comparison[]> {
    const { live, next } = this.options;
    await live.query(`DROP SCHEMA IF EXISTS ${NEXT} CASCADE`);
    await live.query(`CREATE SCHEMA ${NEXT}`);
    await next.query(TABLES);
    await this.read();
    const client = await live.connect();
    try {
      return await this.compareAndSwap(client);
    } finally {
      client.release(true);
    }
  }

  /** Goes on from where the last call ended. */
  private async read(): Promise<void> {
    const { kafka, generation, projector, progress } = this.options;
    await readTopic({
      kafka,
      topic: topics.provisioning(generation),
      from: this.offsets,
      onProgress: progress,
      onBatch: async (batch: EventBatch) => {
        await projector.project(batch);
        this.offsets.set(batch.partition, String(BigInt(batch.lastOffset) + 1n));
      },
    });
  }

  /** The live projector waits while the last events are read, so that none falls between. */
  private async compareAndSwap(client: PoolClient): Promise<readonly Comparison[]> {
    await client.query('SET statement_timeout = 0');
    await client.query('SET idle_in_transaction_session_timeout = 0');
    await client.query('BEGIN');
    await client.query('LOCK TABLE public.checkpoints IN EXCLUSIVE MODE');
    const compared = await this.compared();
    if (compared.some(({ equal }) => !equal)) {
      await client.query('ROLLBACK');
      return compared;
    }
    await this.notBehind(client);
    for (const table of TABLE_NAMES) {
      await client.query(`DROP TABLE public.${table}`);
      await client.query(`ALTER TABLE ${NEXT}.${table} SET SCHEMA public`);
    }
    await client.query('COMMIT');
    await client.query(`DROP SCHEMA ${NEXT} CASCADE`);
    return compared;
  }

  /** Compares at the same position: reads on while the log is ahead, for a bounded time. */
  private async compared(): Promise<readonly Comparison[]> {
    const equalAt = new Map<string, Comparison>();
    for (let tries = 0; ; tries += 1) {
      const wanted = await this.options.log.json<TenantPosition[]>('GET', '/internal/v1/tenants');
      await this.read();
      const { rows } = await this.options.next.query<Checkpoint>(
        'SELECT tenant_id, position, checksum, held FROM checkpoints',
      );
      const found = new Map(rows.map((row) => [row.tenant_id, row]));
      for (const { tenantId, position, checksum } of wanted) {
        if (equalAt.get(tenantId)?.equal === true) continue;
        const row = found.get(tenantId);
        const samePosition = Number(row?.position ?? 0) === position;
        const rebuilt = row?.checksum ?? (position === 0 ? checksum : undefined);
        const equal = samePosition && rebuilt === checksum && !row?.held;
        equalAt.set(tenantId, { tenantId, position, log: checksum, rebuilt, equal });
      }
      const compared = [...equalAt.values()];
      if (compared.every(({ equal }) => equal) || tries === 20) return compared;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** The live consumer goes on from its offsets: the new rows must be as far as the old ones. */
  private async notBehind(client: PoolClient): Promise<void> {
    await this.read();
    const { rows } = await client.query<{ tenant_id: string }>(
      `SELECT l.tenant_id FROM public.checkpoints l
       LEFT JOIN ${NEXT}.checkpoints n ON n.tenant_id = l.tenant_id
       WHERE l.position > coalesce(n.position, 0)`,
    );
    if (rows.length > 0)
      throw new Error(`The rebuilt directory is behind the live one for ${rows.length} tenants.`);
  }
}
