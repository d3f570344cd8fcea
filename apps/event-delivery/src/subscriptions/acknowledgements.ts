import { Inject, Injectable } from '@nestjs/common';
import { bigints, ProblemError, texts, type ClientKey, type Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { Pools } from '../database/pools';
import type { Tenants } from '../feed/arrivals';
import { LOGGER } from '../service/logger';
import { AcknowledgedSeconds, type Kind } from './acknowledged-seconds';
import type { ReportedTenant } from './report';
import * as sql from './subscription.queries';

/** A place in the feed that a client has. */
interface Place {
  readonly seq: number;
  readonly tenants: string;
  readonly at: number;
}
interface Moved {
  readonly name: string;
  readonly at: Date;
  readonly from_seq: string;
  readonly to_seq: string;
}
interface MovedTenant {
  readonly tenant_id: string;
  readonly from_position: string;
  readonly to_position: string;
}

/** Places are written together, so often at most. */
const FLUSH_MS = 500;
/** A client that has everything is written as seen so often. */
const SEEN_EVERY_MS = 10_000;
const MOST_OF_A_CLIENT = 100;
/** Names that are remembered; beyond, the database is asked. */
const MOST_REMEMBERED = 10_000;

/** How far subscriptions say they are. What clients of the feed say waits in memory for half a second. */
@Injectable()
export class Acknowledgements {
  private readonly owners = new Map<string, string>();
  private readonly written = new Map<string, Place>();
  private pending = new Map<string, Place>();
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> = Promise.resolve();
  private readonly pool: Pool;

  constructor(
    pools: Pools,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly took: AcknowledgedSeconds,
  ) {
    this.pool = pools.subscriptions;
  }

  /** Throws 409 for a name that is another client's, or of another kind. */
  async claim(client: ClientKey, name: string, kind: Kind, tenants: Tenants): Promise<void> {
    const owner = `${kind} ${client.name}`;
    if (this.owners.get(name) === owner) return;
    const found =
      (await this.add(client, name, kind, tenants)) ??
      (await this.add(client, name, kind, tenants));
    if (found === undefined) throw tooMany();
    if (found.client !== client.name) throw taken(`The subscription ${name} is of another key.`);
    if (found.kind !== kind) throw taken(`The subscription ${name} is of the kind ${found.kind}.`);
    if (this.owners.size >= MOST_REMEMBERED) this.owners.clear();
    this.owners.set(name, owner);
  }

  forget(name: string): void {
    this.owners.delete(name);
    this.written.delete(name);
    this.pending.delete(name);
  }

  /** Everything up to this number of the feed is processed. Costs a write when it has changed. */
  place(name: string, seq: number, of: Tenants): void {
    const place = { seq, tenants: of?.join(',') ?? '', at: Date.now() };
    const known = this.pending.get(name) ?? this.written.get(name);
    const isSame = known?.seq === seq && known.tenants === place.tenants;
    if (isSame && (this.pending.has(name) || place.at - known.at < SEEN_EVERY_MS)) return;
    this.pending.set(name, place);
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_MS);
  }

  /** Gives back the tenants that the feed does not have. */
  async report(name: string, reported: readonly ReportedTenant[]): Promise<readonly string[]> {
    const { rowCount } = await this.pool.query(sql.SEEN, [name]);
    if (rowCount === 0) {
      this.forget(name);
      throw new ProblemError(
        503,
        'Service Unavailable',
        'The subscription was deleted just now.',
        1,
      );
    }
    if (reported.length === 0) return [];
    const { rows } = await this.pool.query<MovedTenant>(sql.REPORT, [
      name,
      texts(reported.map(({ tenant }) => tenant)),
      bigints(reported.map(({ position }) => position)),
      reported.map(({ halt }) => halt?.since ?? null),
      reported.map(({ halt }) => halt?.reason ?? null),
      reported.map(({ halt }) => halt?.as === 'waiting'),
    ]);
    const moved = rows.filter((row) => Number(row.to_position) > Number(row.from_position));
    if (moved.length > 0)
      await this.observe('kit', sql.TOOK_OF_POSITIONS, [
        name,
        texts(moved.map((row) => row.tenant_id)),
        moved.map((row) => row.from_position),
        moved.map((row) => row.to_position),
      ]);
    const known = new Set(rows.map((row) => row.tenant_id));
    return reported.flatMap(({ tenant }) => (known.has(tenant) ? [] : [tenant]));
  }

  /** Resolves when everything that was said until now is written, or could not be. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { pending } = this;
    this.pending = new Map();
    // One after another: a later place never waits for the lock of an earlier one.
    this.flushing = this.flushing.then(() => this.write(pending));
    await this.flushing;
  }

  private async add(client: ClientKey, name: string, kind: Kind, tenants: Tenants) {
    const values = [name, kind, client.name, tenants ?? null, MOST_OF_A_CLIENT];
    const { rows } = await this.pool.query<{ kind: string; client: string | null }>(
      sql.CLAIM,
      values,
    );
    return rows[0];
  }

  private async write(places: ReadonlyMap<string, Place>): Promise<void> {
    if (places.size === 0) return;
    const entries = [...places].sort(([one], [other]) => (one < other ? -1 : 1));
    try {
      const { rows } = await this.pool.query<Moved>(sql.ACKNOWLEDGE, [
        texts(entries.map(([name]) => name)),
        bigints(entries.map(([, { seq }]) => seq)),
        entries.map(([, { at }]) => new Date(at)),
        texts(entries.map(([, { tenants }]) => tenants)),
      ]);
      const written = new Set(rows.map(({ name }) => name));
      if (this.written.size >= MOST_REMEMBERED) this.written.clear();
      for (const [name, place] of entries)
        if (written.has(name)) this.written.set(name, place);
        else this.forget(name);
      const moved = rows.filter((row) => Number(row.to_seq) > Number(row.from_seq));
      if (moved.length > 0)
        await this.observe('feed', sql.TOOK_OF_NUMBERS, [
          moved.map(({ name }) => name),
          moved.map((row) => row.from_seq),
          moved.map((row) => row.to_seq),
          moved.map(({ at }) => at),
        ]);
    } catch (err) {
      // The next request of each client says it again.
      this.logger.warn({ err }, 'acknowledgements could not be written');
    }
  }

  private async observe(kind: Kind, query: string, values: unknown[]): Promise<void> {
    const { rows } = await this.pool.query<{ seconds: number }>(query, values);
    for (const { seconds } of rows) this.took.observe(kind, seconds);
  }
}

const taken = (detail: string): ProblemError =>
  new ProblemError(409, 'Conflict', `${detail} Use another name.`, undefined, 'subscription-taken');

const tooMany = (): ProblemError =>
  new ProblemError(
    409,
    'Conflict',
    `This key has ${MOST_OF_A_CLIENT} subscriptions. Delete those that are no longer used.`,
    undefined,
    'too-many-subscriptions',
  );
