import type { Subject, TenantId } from '@rollcall/contracts';
import { pipelined, texts, type Work } from '@rollcall/platform';
import type { PoolClient, QueryResult } from 'pg';
import { ClaimRows } from '../claims/claim-rows';
import { Batch, type Outcome, type Reader, type Write } from './append-batch';
import { write } from './write.queries';
import { LogUnavailable, TenantUnknown, type Command } from '../port/event-log';
import * as sql from '../tables/event-log.queries';
import { MembershipRows } from '../memberships/membership-rows';
import type { Render } from '../resources/resources';
import type { Traces } from '../../tracing/traces';
import { TRACE } from '../tables/traces.queries';
import { streamOf, tenantOf, type StreamRow, type TenantRow } from '../tables/rows';

/** The COMMIT was sent and its answer did not arrive: the write may or may not be durable. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
  constructor(
    readonly write: Write,
    readonly outcomes: readonly Outcome[],
    cause: unknown,
  ) {
    super('the answer to COMMIT did not come', { cause });
  }
}

/** Nothing was written; the reason is the database's own. */
export class NothingWritten extends Error {
  override readonly name = 'NothingWritten';
}

type NamedQuery = { name: string; text: string; values: unknown[] };
const ask = (client: PoolClient, query: NamedQuery): Promise<QueryResult> => client.query(query);

const distinct = <T>(items: readonly T[]): T[] => [...new Set(items)];

/**
 * One append: two pipelined round trips, whatever the number of commands. The first locks the
 * tenant's row and reads under the lock (each statement sees what was committed before it began, so
 * the reads come after the wait); the second writes and commits.
 */
export class Append {
  private readonly claims: ClaimRows;
  private readonly memberships: MembershipRows;

  constructor(
    private readonly client: PoolClient,
    private readonly tenantId: TenantId,
    private readonly render: Render,
    private readonly traces?: Traces,
  ) {
    this.claims = new ClaimRows(client, tenantId);
    this.memberships = new MembershipRows(client, tenantId);
  }

  /** Rejects with NothingWritten, OutcomeUnknown or TenantUnknown. */
  async run(commands: readonly Command[]): Promise<readonly Outcome[]> {
    let batch: Batch;
    const outcomes: Outcome[] = [];
    try {
      batch = await this.open(commands);
      for (const command of commands) outcomes.push(await batch.decide(command));
    } catch (reason) {
      await this.client.query('ROLLBACK').catch(() => undefined);
      if (reason instanceof TenantUnknown) throw reason;
      throw new NothingWritten('the append could not read', { cause: reason });
    }
    const decided = batch.write();
    if (isNothing(decided)) {
      await this.client.query('ROLLBACK').catch(() => undefined);
      return outcomes;
    }
    await this.commit(decided, outcomes);
    return outcomes;
  }

  private async open(commands: readonly Command[]): Promise<Batch> {
    const subjects = distinct(commands.flatMap(({ reads }) => reads.subjects));
    const claims = commands.flatMap(({ reads }) => reads.claims);
    const memberIds = distinct(commands.flatMap(({ reads }) => reads.memberIds ?? []));
    const named = commands.flatMap(({ reads }) => reads.named ?? []);
    const [, lock, streams, holders, pairs, foundNamed] = await pipelined(this.client, () =>
      Promise.all([
        this.client.query('BEGIN'),
        ask(this.client, { name: 'lock', text: sql.LOCK_TENANT, values: [this.tenantId] }),
        subjects.length > 0 ? this.streams(subjects) : [],
        claims.length > 0 ? this.claims.holders(claims) : [],
        memberIds.length > 0 ? this.memberships.holders(memberIds) : [],
        named.length > 0 ? this.memberships.named(named) : [],
      ]),
    );
    const row = lock.rows[0] as TenantRow | undefined;
    if (!row) throw new TenantUnknown(this.tenantId);
    const batch = new Batch(
      tenantOf(this.tenantId, row),
      this.reader(),
      this.render,
      new Date().toISOString(),
    );
    const found = new Map(streams.map((stream) => [stream.subject, streamOf(stream)]));
    for (const subject of subjects) batch.seed(subject, found.get(subject));
    for (const claim of claims) batch.seedHolder(claim, undefined);
    for (const holder of holders) batch.seedHolder(holder, holder.subject);
    batch.seedMemberships(memberIds, pairs);
    batch.seedNamed(named, foundNamed);
    return batch;
  }

  private async streams(subjects: readonly Subject[]): Promise<StreamRow[]> {
    const values = [this.tenantId, texts(subjects)];
    return (await ask(this.client, { name: 'streams', text: sql.STREAMS, values }))
      .rows as StreamRow[];
  }

  /** Serves reads that a command did not announce; a failing database ends the append. */
  private reader(): Reader {
    const failing = (cause: unknown): never => {
      throw new LogUnavailable('the log did not answer', { cause });
    };
    return {
      streams: async (subjects) => (await this.streams(subjects).catch(failing)).map(streamOf),
      holder: async (claim) => (await this.claims.holders([claim]).catch(failing))[0]?.subject,
      named: (pairs) => this.memberships.named(pairs).catch(failing),
      members: (groupId) => this.memberships.members(groupId).catch(failing),
      holders: (ids) => this.memberships.holders(ids).catch(failing),
      outer: (ids) => this.memberships.outer(ids).catch(failing),
      inner: (ids) => this.memberships.inner(ids).catch(failing),
      erased: (subject) => this.erased(subject).catch(failing),
    };
  }

  private async commit(decided: Write, outcomes: readonly Outcome[]): Promise<void> {
    const traced = this.traces ? tracedBy(this.traces, decided) : NOT_TRACED;
    try {
      await this.send(decided, outcomes, traced);
    } finally {
      for (const work of new Set(traced.values())) work.end();
    }
  }

  private async send(
    decided: Write,
    outcomes: readonly Outcome[],
    traced: ReadonlyMap<number, Work>,
  ): Promise<void> {
    const settled = await pipelined(this.client, () =>
      Promise.allSettled([
        ...this.claims.release(decided),
        ...this.memberships.write(decided),
        this.client.query(write(decided)),
        decided.erasures.length > 0 ? this.noteErasures(decided) : undefined,
        traced.size > 0 ? this.trace(traced) : undefined,
        this.client.query('COMMIT'),
      ]),
    );
    const committed = settled.at(-1) as PromiseSettledResult<QueryResult>;
    if (committed.status === 'rejected')
      throw new OutcomeUnknown(decided, outcomes, committed.reason);
    const refused = settled.find((one) => one.status === 'rejected');
    // A COMMIT after a failed statement answers ROLLBACK: nothing was written.
    if (committed.value.command !== 'COMMIT' || refused)
      throw new NothingWritten('the append was refused by the database', {
        cause: refused?.reason as unknown,
      });
  }

  private async erased(subject: Subject): Promise<boolean> {
    const { rowCount } = await this.client.query(sql.IS_ERASED, [this.tenantId, subject]);
    return rowCount !== 0;
  }

  private noteErasures({ erasures, time }: Write): Promise<QueryResult> {
    return this.client.query(sql.NOTE_ERASURES, [
      this.tenantId,
      time,
      erasures.map((one) => one.subject),
      erasures.map((one) => one.position),
      erasures.map((one) => one.actor),
    ]);
  }

  private trace(traced: ReadonlyMap<number, Work>): Promise<QueryResult> {
    const parents = [...traced.values()].map(({ traceparent }) => traceparent);
    const values = [this.tenantId, [...traced.keys()], parents];
    return ask(this.client, { name: 'trace', text: TRACE, values });
  }
}

const isNothing = ({ events, released, taken, before, after }: Write): boolean =>
  events.length + released.length + taken.length === 0 && before === after;

const NOT_TRACED: ReadonlyMap<number, Work> = new Map();

/** One span for each request in the append, by the positions of its events. */
const tracedBy = (traces: Traces, { events }: Write): ReadonlyMap<number, Work> => {
  const works = new Map<string, Work | undefined>();
  const traced = new Map<number, Work>();
  for (const { correlationId, position } of events) {
    if (!works.has(correlationId)) works.set(correlationId, traces.append(correlationId));
    const work = works.get(correlationId);
    if (work?.traceparent !== undefined) traced.set(position, work);
  }
  return traced;
};
