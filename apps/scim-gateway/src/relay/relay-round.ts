import type { EventMessage } from '@rollcall/contracts';
import type { Work } from '@rollcall/platform';
import type { Client } from 'pg';
import type { Epochs } from '../epochs/epochs';
import { SAVE_PUBLISHED } from './topic-verification.queries';
import { BEHIND, EVENTS_AFTER, HOLD, MOVE } from './relay.queries';
import { messageOf, ready, splitIntoBatches, type EventText } from './produce-batches';
import type { ReadyEvent } from './produce-batches';
import type { Traces } from '../tracing/traces';
import { TAKE_TRACES } from '../event-log/tables/traces.queries';

/** What the relay needs of Kafka. */
export interface EventSink {
  /** The URI with which the source of each event begins. */
  readonly installation?: string | undefined;
  partitionOf(tenantId: string): number;
  /**
   * Resolves when every replica has them, to the offset of the first where the broker returns it;
   * rejects with TooLarge when the broker never will.
   */
  publish(partition: number, messages: readonly EventMessage[]): Promise<bigint | undefined>;
}

/** The broker refuses this event for good: its tenant is held, the others go on. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

export interface RelayObserver {
  published(tenantId: string, position: number, events: number): void;
  held(tenantId: string, reason: string): void;
}

/** At most so many events of one tenant in a round: a first sync does not keep the others waiting. */
const MOST_OF_A_TENANT = 500;
const MOST_TENANTS = 200;
/** All of a round are in memory at once: with many tenants each has a smaller part. */
const MOST_IN_A_ROUND = 10_000;

/** A tenant, and the position after which it has something to publish. */
type Start = readonly [tenantId: string, after: number];

const NOT_TRACED: ReadonlyMap<EventText, Work> = new Map();

const groupBy = <T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
};

/**
 * One round of the relay on the leader's own connection. A tenant's events are sent in position
 * order and `relayed` moves after the acknowledgement: a crash between the two can only repeat.
 */
export class RelayRound {
  /**
   * The last published position of each tenant; read from the database when this leader took the
   * lead.
   */
  private readonly relayed = new Map<string, number>();

  /**
   * Why the broker refused a tenant's event in this round: the tenant is held once it has moved up
   * to it.
   */
  private readonly refused = new Map<string, string>();

  /** The last tenant served when more waited than one round takes. */
  private last = '';

  /** Partitions whose proven end moved since it was saved. */
  private readonly unsaved = new Set<number>();
  private readonly proven: Map<number, bigint>;

  /** `proven`: the ends of the partitions up to which the topic is known to match the log. */
  constructor(
    private readonly client: Client,
    private readonly sink: EventSink,
    private readonly observer: RelayObserver,
    private readonly generation: number,
    private readonly epochs: Epochs,
    proven: ReadonlyMap<number, bigint>,
    private readonly traces?: Traces,
  ) {
    this.proven = new Map(proven);
    for (const partition of proven.keys()) this.unsaved.add(partition);
  }

  /** Sends of the last round. */
  sends = 0;

  /** Where the next event of each partition goes. */
  get ends(): ReadonlyMap<number, bigint> {
    return this.proven;
  }

  /** Lets the next leader resume with little to read. */
  async save(): Promise<void> {
    if (this.unsaved.size === 0) return;
    const partitions = [...this.unsaved];
    this.unsaved.clear();
    const ends = partitions.map((one) => this.proven.get(one));
    await this.client.query(SAVE_PUBLISHED, [this.generation, partitions, ends]);
  }

  /** Publishes what is unpublished of the named tenants, or of all; returns the tenants that have more. */
  async run(tenants: readonly string[] | undefined): Promise<readonly string[]> {
    this.sends = 0;
    const after = await this.startingPoints(tenants);
    if (after.length === 0) return [];
    const [now, later] = this.inTurn(after);
    const most = Math.min(MOST_OF_A_TENANT, Math.floor(MOST_IN_A_ROUND / now.length));
    const { rows } = await this.client.query<EventText>({
      name: 'events-after',
      text: EVENTS_AFTER,
      // One more of each tenant: whether it has the same command as the one before it.
      values: [now.map(([id]) => id), now.map(([, at]) => at), most + 1],
    });
    const read = [...groupBy(rows, (row) => row.tenant_id)];
    const published = await this.publish(read.flatMap(([, events]) => ready(events, most)));
    await this.move(published, new Map(now));
    await this.hold();
    const more = read.filter(([, events]) => events.length > most);
    return [...more.map(([id]) => id), ...later.map(([id]) => id)];
  }

  /** Those of this round, from behind the last one served, and those that wait for the next. */
  private inTurn(after: readonly Start[]): readonly [readonly Start[], readonly Start[]] {
    if (after.length <= MOST_TENANTS) return [after, []];
    const ordered = [...after].sort(([one], [other]) => (one < other ? -1 : 1));
    const ring = [
      ...ordered.filter(([id]) => id > this.last),
      ...ordered.filter(([id]) => id <= this.last),
    ];
    const now = ring.slice(0, MOST_TENANTS);
    this.last = now.at(-1)?.[0] ?? '';
    return [now, ring.slice(MOST_TENANTS)];
  }

  private async startingPoints(tenants: readonly string[] | undefined): Promise<readonly Start[]> {
    const known = tenants?.every((id) => this.relayed.has(id));
    if (tenants && known) return tenants.map((id) => [id, this.relayed.get(id) as number]);
    const values = [this.generation, tenants ?? null];
    const { rows } = await this.client.query<{ tenant_id: string; relayed: string }>({
      name: 'behind',
      text: BEHIND,
      values,
    });
    return rows.map((row) => [row.tenant_id, Number(row.relayed)]);
  }

  /** Partitions in parallel, one send in flight for each; returns how far each tenant is published. */
  private async publish(rows: readonly ReadyEvent[]): Promise<ReadonlyMap<string, number>> {
    const partitions = groupBy(rows, (row) => String(this.sink.partitionOf(row.tenant_id)));
    const published = new Map<string, number>();
    await Promise.all(
      [...partitions].map(async ([partition, events]) => {
        for (const some of splitIntoBatches(events)) {
          const delivered = await this.send(Number(partition), some);
          for (const event of delivered) published.set(event.tenant_id, Number(event.position));
        }
      }),
    );
    return published;
  }

  private async send(partition: number, all: readonly ReadyEvent[]): Promise<readonly EventText[]> {
    const events = all.filter((event) => !this.refused.has(event.tenant_id));
    if (events.length === 0) return [];
    try {
      await this.publishBatch(partition, events);
      return events;
    } catch (reason) {
      if (!(reason instanceof TooLarge)) throw reason;
    }
    return this.oneByOne(partition, events);
  }

  private async publishBatch(partition: number, events: readonly ReadyEvent[]): Promise<void> {
    const works = this.traces ? await this.worksOf(this.traces, events) : NOT_TRACED;
    const messages = events.map((row) =>
      messageOf(row, {
        epoch: this.epochs.of(row.tenant_id, Number(row.position)),
        installation: this.sink.installation,
        traceparent: works.get(row)?.traceparent,
      }),
    );
    this.sends += 1;
    const first = await this.sink
      .publish(partition, messages)
      .finally(() => works.forEach((work) => work.end()));
    const end = this.proven.get(partition) ?? 0n;
    // Whoever leads next compares the ends, and stops.
    if (first !== undefined && first < end)
      throw new Error(
        `partition ${partition} ends before what was published: it was created again`,
      );
    // Behind messages of another producer the end is not proven: the next leader reads them.
    if (first !== end) return;
    this.proven.set(partition, first + BigInt(events.length));
    this.unsaved.add(partition);
  }

  private async worksOf(
    traces: Traces,
    events: readonly EventText[],
  ): Promise<ReadonlyMap<EventText, Work>> {
    const values = [events.map((row) => row.tenant_id), events.map((row) => row.position)];
    const { rows } = await this.client.query<
      Pick<EventText, 'tenant_id' | 'position'> & { traceparent: string }
    >({ name: 'take-traces', text: TAKE_TRACES, values });
    const parents = new Map(
      rows.map((row) => [`${row.tenant_id}/${row.position}`, row.traceparent]),
    );
    const works = new Map<EventText, Work>();
    for (const event of events) {
      const parent = parents.get(`${event.tenant_id}/${event.position}`);
      if (parent !== undefined) works.set(event, traces.publish(event.type, parent));
    }
    return works;
  }

  /** After a refusal: finds the event that the broker refuses; its tenant gets no further. */
  private async oneByOne(partition: number, events: ReadyEvent[]): Promise<readonly EventText[]> {
    const delivered: EventText[] = [];
    for (const event of events) {
      if (this.refused.has(event.tenant_id)) continue;
      try {
        await this.publishBatch(partition, [event]);
        delivered.push(event);
      } catch (reason) {
        if (!(reason instanceof TooLarge)) throw reason;
        const why = `position ${event.position} is too large for the broker`;
        this.refused.set(event.tenant_id, why);
      }
    }
    return delivered;
  }

  /**
   * Forgets the position of a held tenant, so that the relay reads from the database whether it
   * still is.
   */
  private async hold(): Promise<void> {
    for (const [tenantId, reason] of this.refused) {
      await this.client.query(HOLD, [this.generation, tenantId, reason]);
      this.relayed.delete(tenantId);
      this.observer.held(tenantId, reason);
    }
    this.refused.clear();
  }

  private async move(
    published: ReadonlyMap<string, number>,
    after: ReadonlyMap<string, number>,
  ): Promise<void> {
    if (published.size === 0) return;
    const values = [this.generation, [...published.keys()], [...published.values()]];
    await this.client.query({ name: 'move', text: MOVE, values });
    for (const [id, position] of published) {
      this.relayed.set(id, position);
      this.observer.published(id, position, position - (after.get(id) ?? position));
    }
  }
}
