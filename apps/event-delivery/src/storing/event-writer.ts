import { Inject, Injectable } from '@nestjs/common';
import type { ReadEvent } from '@rollcall/contracts';
import { bigints, ints, Metrics, pipelined, texts } from '@rollcall/platform';
import type { PoolClient, QueryResultRow } from 'pg';
import { DeliveryConfig } from '../config/delivery-config';
import { Pools } from '../database/pools';
import { cloudEventOf, textOf } from './cloud-event';
import { MARK_DUE } from '../webhooks/dispatch.queries';
import * as sql from './event-writer.queries';

interface Place {
  readonly position: number;
  readonly epoch: string;
}
interface PlaceRow {
  readonly tenant_id: string;
  readonly position: string;
  readonly epoch: string;
}
interface Job {
  readonly event: ReadEvent;
  readonly stored: () => void;
  readonly failed: (reason: unknown) => void;
}

/** Several partitions are handled at a time, and what comes while a batch is written is the next. */
const MOST_IN_A_BATCH = 500;
/** Postgres takes 8,000 bytes. */
const MOST_ANNOUNCED = 7_000;

/**
 * Writes events into the feed, each once and in the order of its tenant, whichever member of the group
 * has the partition. The lock of the feed's row orders all writers: numbers become visible in their
 * order, without a gap.
 */
@Injectable()
export class EventWriter {
  private queue: Job[] = [];
  private writing = false;
  private readonly stored;

  constructor(
    private readonly pools: Pools,
    private readonly config: DeliveryConfig,
    @Inject(Metrics) metrics: Metrics,
  ) {
    this.stored = metrics.counter('rollcall_delivery_events_total', 'Events stored in the feed.');
  }

  async placeOf(tenantId: string): Promise<Place> {
    const { rows } = await this.pools.writing.query<PlaceRow>(sql.PLACES, [[tenantId]]);
    return { position: Number(rows[0]?.position ?? 0), epoch: rows[0]?.epoch ?? '' };
  }

  /** Resolves when the event is committed; rejects when it could not be written now. */
  store(event: ReadEvent): Promise<void> {
    return new Promise((stored, failed) => {
      this.queue.push({ event, stored, failed });
      if (!this.writing) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.writing = true;
    while (this.queue.length > 0) {
      const batch = this.queue.splice(0, MOST_IN_A_BATCH);
      try {
        const gaps = await this.write(batch);
        for (const job of batch)
          if (gaps.has(job)) job.failed(new Error('the feed lacks an event before this one'));
          else job.stored();
      } catch (reason) {
        for (const job of batch) job.failed(reason);
      }
    }
    this.writing = false;
  }

  /** Gives back the jobs that do not follow what is stored. */
  private async write(batch: readonly Job[]): Promise<ReadonlySet<Job>> {
    const client = await this.pools.writing.connect();
    let failure: Error | undefined;
    try {
      const tenants = [...new Set(batch.map(({ event }) => event.tenantId))];
      const [, feed, places] = await all(
        pipelined(client, () => [
          client.query('BEGIN'),
          ask<{ head: string }>(client, 'lock-feed', sql.LOCK_FEED),
          ask<PlaceRow>(client, 'places', sql.PLACES, [tenants]),
        ]),
      );
      const stored = new Map(
        (places?.rows as PlaceRow[]).map((row) => [
          row.tenant_id,
          { position: Number(row.position), epoch: row.epoch },
        ]),
      );
      const { next, gaps } = follow(batch, stored);
      const head = Number((feed?.rows[0] as { head: string }).head);
      if (next.length === 0) await client.query('ROLLBACK');
      else await this.insert(client, next, head);
      this.stored.inc(next.length);
      return gaps;
    } catch (reason) {
      failure = reason as Error;
      throw reason;
    } finally {
      // A transaction that failed ends with its connection.
      client.release(failure);
    }
  }

  private async insert(
    client: PoolClient,
    next: readonly ReadEvent[],
    head: number,
  ): Promise<void> {
    const { INSTALLATION } = this.config;
    const events = next.map((event) => cloudEventOf(textOf(event), INSTALLATION));
    const newest = new Map(next.map((event) => [event.tenantId, event]));
    const to = head + next.length;
    await all(
      pipelined(client, () => [
        ask(client, 'add-events', sql.ADD_EVENTS, [
          texts(next.map(({ tenantId }) => tenantId)),
          bigints(next.map(({ position }) => position)),
          bigints(next.map((_, i) => head + i + 1)),
          texts(next.map(({ type }) => type)),
          texts(next.map(({ subject }) => subject)),
          next.map(({ time }) => time),
          ints(events.map((event) => Buffer.byteLength(event))),
          texts(events),
        ]),
        ask(client, 'move-tenants', sql.MOVE_TENANTS, [
          texts([...newest.keys()]),
          bigints([...newest.values()].map(({ position }) => position)),
          texts([...newest.values()].map(({ epoch }) => epoch)),
        ]),
        ask(client, 'move-head', sql.MOVE_HEAD, [to]),
        ask(client, 'mark-due', MARK_DUE, [texts([...newest.keys()]), to]),
        ask(client, 'announce', sql.ANNOUNCE, [announcement(to, [...newest.keys()])]),
        client.query('COMMIT'),
      ]),
    );
  }
}

/** A named statement is planned once for each connection. */
const ask = <Row extends QueryResultRow>(
  client: PoolClient,
  name: string,
  text: string,
  values: readonly unknown[] = [],
) => client.query<Row>({ name, text, values: [...values] });

/** Waits for all of them: nothing is in flight on the connection when one has failed. */
const all = async <T>(queries: readonly Promise<T>[]): Promise<T[]> => {
  const results = await Promise.allSettled(queries);
  return results.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
};

/** `{to, tenants}`; without tenants when they are too many for one notification. */
const announcement = (to: number, tenants: readonly string[]): string => {
  const text = JSON.stringify({ to, tenants });
  return Buffer.byteLength(text) <= MOST_ANNOUNCED ? text : JSON.stringify({ to });
};

/** The events that are next in their tenants; what another member stored already is left out. */
const follow = (
  batch: readonly Job[],
  stored: Map<string, Place>,
): { next: ReadEvent[]; gaps: Set<Job> } => {
  const next: ReadEvent[] = [];
  const gaps = new Set<Job>();
  for (const job of batch) {
    const { tenantId, position, epoch } = job.event;
    const at = stored.get(tenantId)?.position ?? 0;
    if (position > at + 1) gaps.add(job);
    else if (position === at + 1) {
      next.push(job.event);
      stored.set(tenantId, { position, epoch });
    }
  }
  return { next, gaps };
};
