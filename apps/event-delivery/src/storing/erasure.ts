import { Injectable } from '@nestjs/common';
import type { ReadEvent } from '@rollcall/contracts';
import { bigints, ints, texts } from '@rollcall/platform';
import { Pools } from '../database/pools';
import { redacted, type Erased } from './cloud-event';
import { FORGET_EXCERPTS, HOLD_REPLACED } from '../webhooks/dispatch.queries';
import * as sql from './event-writer.queries';

/** What each erasure redacts: everything before it of this subject, or of the whole tenant. */
const ERASES: Readonly<Record<string, Erased>> = {
  UserErased: 'person',
  TenantErased: 'tenant',
  MovedTenantErased: 'tenant',
};

export const isErasure = ({ type }: Pick<ReadEvent, 'type'>): boolean =>
  Object.hasOwn(ERASES, type);

/** Events in one transaction: up to 256 kB each. */
const PIECE = 100;
/** Positions that one statement looks through. */
const STRETCH = 5_000;
/** The history of a large tenant is deleted in one transaction. */
const LONG_MS = 600_000;

/** Redacts what is stored, in short steps, before the erasure itself is stored: a crash repeats it. */
@Injectable()
export class Erasure {
  constructor(private readonly pools: Pools) {}

  async before({ type, tenantId, subject, position }: ReadEvent): Promise<void> {
    const erased = ERASES[type];
    if (erased === undefined) return;
    await this.pools.writing.query(FORGET_EXCERPTS, [tenantId]);
    for (let from = 0; from < position - 1; ) {
      const to = Math.min(from + STRETCH, position - 1);
      const { rows } = await this.pools.writing.query<{ position: string; event: string }>(
        sql.TO_REDACT,
        [tenantId, from, to, erased === 'person' ? subject : null, PIECE],
      );
      const events = rows.map((row) => redacted(row.event, erased));
      const positions = rows.map((row) => Number(row.position));
      if (rows.length > 0)
        await this.pools.writing.query(sql.REDACT, [
          tenantId,
          bigints(positions),
          texts(events),
          ints(events.map((event) => Buffer.byteLength(event))),
        ]);
      from = rows.length < PIECE ? to : (positions[PIECE - 1] as number);
    }
  }

  /** The history of a tenant is replaced: clients get 409, and its events come with new numbers. */
  async drop(tenantId: string): Promise<void> {
    const client = await this.pools.writing.connect();
    let failure: Error | undefined;
    try {
      await client.query('BEGIN');
      await client.query('SET LOCAL statement_timeout = 0');
      const deletion = { text: sql.DELETE_EVENTS, values: [tenantId], query_timeout: LONG_MS };
      await client.query(deletion);
      await client.query(sql.FORGET_TENANT, [tenantId]);
      await client.query(HOLD_REPLACED, [tenantId]);
      await client.query('COMMIT');
    } catch (reason) {
      failure = reason as Error;
      throw reason;
    } finally {
      client.release(failure);
    }
  }
}
