import { epochNumber } from '@rollcall/contracts';
import { ProblemError } from '@rollcall/platform';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import { CallerLeft, ListRefused, type Caller } from './caller';
import type { ListTurns } from './list-turns';

/** What lists came to that were not read to their end. */
export type CancelReason = 'left' | 'time';

export interface ListDatabaseOptions {
  /** Connections for lists alone. */
  readonly pool: Pool;
  /** Of the same server, for questions that take no time: it cancels, and says how far rows are. */
  readonly side: Pool;
  readonly turns: ListTurns;
  readonly onEnded?: (why: CancelReason) => void;
}

/** statement_timeout follows the deadline in steps: nearly all lists find it as it was. */
const STEP_MS = 250;
/** A server that does not end a statement in so long after its time has hung. */
const HUNG_MS = 500;
/** SQLSTATE query_canceled: by statement_timeout or on request. */
const CANCELLED = '57014';

const POSITION = `SELECT position::text AS position FROM checkpoints WHERE tenant_id = $1`;
const EPOCH = `SELECT coalesce(epoch, '') AS epoch FROM checkpoints WHERE tenant_id = $1`;

/**
 * One server of lists. A statement has the time that its caller still waits, and is cancelled when
 * the caller has gone.
 */
export class ListDatabase {
  private readonly timeouts = new WeakMap<PoolClient, number>();

  constructor(private readonly options: ListDatabaseOptions) {}

  /** How far a tenant's rows are; not a list, so that it waits for no turn. */
  async position(tenantId: string): Promise<number> {
    const { rows } = await this.options.side.query<{ position: string }>({
      name: 'position',
      text: POSITION,
      values: [tenantId],
    });
    return Number(rows[0]?.position ?? 0);
  }

  /** Whether a tenant's rows are of a history before this epoch. Asked only where there is one. */
  async isOfFormerEpoch(tenantId: string, epoch: number | undefined): Promise<boolean> {
    if (epoch === undefined) return false;
    const { rows } = await this.options.side.query<{ epoch: string }>({
      name: 'epoch',
      text: EPOCH,
      values: [tenantId],
    });
    return epochNumber(rows[0]?.epoch ?? '') < epoch;
  }

  /** Rejects with ListRefused or CallerLeft, or with what the database says. */
  async query<Row extends object>(
    tenantId: string,
    caller: Caller,
    query: QueryConfig,
  ): Promise<Row[]> {
    const end = await this.options.turns.take(tenantId, caller, caller.endsAt);
    try {
      return await this.within<Row>(caller, query);
    } finally {
      end();
    }
  }

  private async within<Row extends object>(caller: Caller, query: QueryConfig): Promise<Row[]> {
    const { pool, onEnded } = this.options;
    const client = await pool.connect();
    let cancelling: Promise<unknown> | undefined;
    let broken: Error | undefined;
    const cancel = (): void => void (cancelling ??= this.cancel(client));
    const { socket } = caller;
    socket.once('close', cancel);
    try {
      if (socket.destroyed) throw new CallerLeft();
      const left = caller.endsAt - performance.now();
      if (left < 1) throw new ListRefused('time');
      return await answerWithin(left + HUNG_MS, this.ask<Row>(client, left, query));
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      const isCancelled = (error as { code?: unknown }).code === CANCELLED;
      if (!isCancelled) broken = error as Error;
      if (!isCancelled && !(error instanceof Hung)) throw error;
      onEnded?.(socket.destroyed ? 'left' : 'time');
      throw socket.destroyed ? new CallerLeft() : new ListRefused('time');
    } finally {
      socket.off('close', cancel);
      // A cancel that is on its way must not meet the next list of this connection.
      await cancelling?.catch((error: Error) => (broken ??= error));
      client.release(broken);
    }
  }

  private async ask<Row extends object>(
    client: PoolClient,
    leftMs: number,
    query: QueryConfig,
  ): Promise<Row[]> {
    const ms = leftMs < STEP_MS ? Math.ceil(leftMs) : leftMs - (leftMs % STEP_MS);
    if (this.timeouts.get(client) === ms) return (await client.query<Row>(query)).rows;
    this.timeouts.delete(client);
    const [, { rows }] = await Promise.all([
      client.query(`SELECT set_config('statement_timeout', $1, false)`, [String(ms)]),
      client.query<Row>(query),
    ]);
    this.timeouts.set(client, ms);
    return rows;
  }

  private async cancel(client: PoolClient): Promise<void> {
    const { processID } = client as unknown as { processID: number };
    await this.options.side.query('SELECT pg_cancel_backend($1)', [processID]);
  }
}

class Hung extends Error {}

const answerWithin = async <T>(ms: number, answer: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  answer.catch(() => undefined);
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Hung(`the database did not answer in ${ms} ms`)), ms);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
};
