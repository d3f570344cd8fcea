import type { EventBatch } from '@rollcall/subscriber';
import type { Logger } from '@rollcall/platform';
import type { Pool, PoolClient } from 'pg';
import { BatchTransaction, CheckpointMoved } from './batch-transaction';
import { addCheckpoints } from './checkpoint';
import { Erasing } from './erasing';
import { isOfEvents, isolate, tenantOf } from './isolating';
import type { Projection } from './projection';

export interface ProjectorObserver {
  projected(
    events: number,
    tenants: readonly { tenantId: string; position: number; checksum: string }[],
  ): void;
  held(tenantId: string, reason: string, partition: number, offset: string): void;
  skipped(type: string): void;
}

/** One tenant is read again; an unreadable message may be passed over, since a gap would show. */
export interface Redriving {
  readonly tenantId: string;
  readonly passOver: boolean;
}

export interface ProjectorOptions {
  readonly pool: Pool;
  readonly projections: readonly Projection[];
  readonly observer: ProjectorObserver;
  readonly logger: Logger;
}

/** Events → rows of all projections: a batch is one transaction of rows and checkpoints together. */
export class Projector {
  private readonly known = new Set<string>();
  private readonly erasing: Erasing;

  constructor(private readonly options: ProjectorOptions) {
    this.erasing = new Erasing(options.projections);
  }

  /**
   * Rejects when the database failed or another projector was ahead; nothing is half done. An event
   * that cannot be believed, is not the next one, or cannot be written holds its tenant.
   */
  async project(batch: EventBatch, redriving?: Redriving): Promise<void> {
    const tenants = new Set<string>();
    for (const one of batch.events) {
      const id = tenantOf(one);
      if (id !== undefined && (redriving === undefined || id === redriving.tenantId))
        tenants.add(id);
    }
    if (tenants.size === 0) return;
    const client = await this.options.pool.connect();
    let broken: Error | undefined;
    try {
      await this.carefully(client, batch, [...tenants], redriving);
    } catch (reason) {
      broken = reason as Error;
      throw reason;
    } finally {
      client.release(broken);
    }
  }

  /** Where a batch cannot be written for what is in it, the tenants go on one by one. */
  private async carefully(
    client: PoolClient,
    batch: EventBatch,
    ids: readonly string[],
    redriving: Redriving | undefined,
  ): Promise<void> {
    try {
      await this.through(client, batch, ids, redriving);
    } catch (reason) {
      if (!isOfEvents(reason)) throw reason;
      this.options.logger.error(
        { err: reason },
        'batch rejected by the database, projecting its tenants one by one',
      );
      for (const id of ids)
        await isolate(batch, id, (part) => this.through(client, part, [id], redriving));
    }
  }

  /** Tenants whose next event is their erasure are emptied between two transactions. */
  private async through(
    client: PoolClient,
    batch: EventBatch,
    ids: readonly string[],
    redriving: Redriving | undefined,
  ): Promise<void> {
    const emptied = new Set<string>();
    for (;;) {
      await this.meet(client, ids);
      const emptying = await this.within(client, batch, ids, redriving, emptied);
      if (emptying.length === 0) return;
      for (const id of emptying) {
        await this.erasing.ahead(client, id);
        emptied.add(id);
      }
    }
  }

  /** A tenant that was never seen gets a checkpoint. */
  private async meet(client: PoolClient, ids: readonly string[]): Promise<void> {
    const unknown = ids.filter((id) => !this.known.has(id));
    if (unknown.length === 0) return;
    await addCheckpoints(client, unknown);
    for (const id of unknown) this.known.add(id);
  }

  /** One transaction. Answers the tenants that have to be emptied before they go on. */
  private async within(
    client: PoolClient,
    batch: EventBatch,
    ids: readonly string[],
    redriving: Redriving | undefined,
    alreadyEmpty: ReadonlySet<string>,
  ): Promise<readonly string[]> {
    const { erasing } = this;
    const transaction = new BatchTransaction({
      ...this.options,
      client,
      batch,
      redriving,
      erasing,
    });
    try {
      await transaction.begin(ids);
      return await transaction.run(alreadyEmpty);
    } catch (reason) {
      // The tables were swapped by a rebuild that had not seen a new tenant.
      if (reason instanceof CheckpointMoved && reason.isMissing) this.known.clear();
      // What was never sent left the transaction open.
      if (isOfEvents(reason)) await client.query('ROLLBACK');
      throw reason;
    }
  }
}
