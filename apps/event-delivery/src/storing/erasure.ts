import { Injectable } from '@nestjs/common';
import type { ReadEvent } from '@rollcall/contracts';
import { bigints, ints, texts } from '@rollcall/platform';
import { Pools } from '../database/pools';
import { redacted, type Erased } from './cloud-event';
import * as sql from './event-writer.queries';

/** What each erasure redacts: everything before it of this subject, or of the whole tenant. */
const ERASES: Readonly<Record<string, Erased>> = {
  UserErased: 'person',
  TenantErased: 'tenant',
  MovedTenantErased: 'tenant',
};

/** Events in one transaction: up to 256 kB each. */
const PIECE = 200;
/** Rows of one deletion. */
const MANY = 5_000;

/** Redacts what is stored, in short steps, before the erasure itself is stored: a crash repeats it. */
@Injectable()
export class Erasure {
  constructor(private readonly pools: Pools) {}

  async before({ type, tenantId, subject, position }: ReadEvent): Promise<void> {
    const erased = ERASES[type];
    if (erased === undefined) return;
    let from = 0;
    for (;;) {
      const { rows } = await this.pools.writing.query<{ position: string; event: string }>(
        sql.TO_REDACT,
        [tenantId, from, position, erased === 'person' ? subject : null, PIECE],
      );
      if (rows.length === 0) return;
      const events = rows.map((row) => redacted(row.event, erased));
      const positions = rows.map((row) => Number(row.position));
      await this.pools.writing.query(sql.REDACT, [
        tenantId,
        bigints(positions),
        texts(events),
        ints(events.map((event) => Buffer.byteLength(event))),
      ]);
      from = positions[positions.length - 1] as number;
    }
  }

  /** The history of a tenant is replaced: clients are told, and its events come with new numbers. */
  async drop(tenantId: string): Promise<void> {
    await this.pools.writing.query(sql.FORGET_TENANT, [tenantId]);
    for (;;) {
      const { rowCount } = await this.pools.writing.query(sql.DELETE_EVENTS, [tenantId, MANY]);
      if ((rowCount ?? 0) < MANY) return;
    }
  }
}
