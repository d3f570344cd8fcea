import type { Subject, TenantId } from '@rollcall/contracts';
import type { Claim } from '@rollcall/domain';
import type { Logger } from '@rollcall/platform';
import { FOLDING, newestOf } from '@rollcall/protocol';
import type { Pool } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { ClaimTaken, TenantUnknown } from '../event-log/port/event-log';
import { KEYS } from '../scim/names/claims';
import { PeriodicTask } from '../lifecycle/periodic-task';
import * as sql from './refolding.queries';

const AT_ONCE = 500;
/** Between pieces: those who write now come first. */
const PAUSE_MS = 50;

interface Row {
  readonly tenant_id: TenantId;
  readonly kind: Claim['kind'];
  readonly value: string;
  readonly subject: Subject;
}

/** Has a resource take its name as the newest folding has it; rejects with ClaimTaken. */
export type Refold = (tenantId: TenantId, subject: Subject) => Promise<void>;

/**
 * Claims of the former folding become claims of the newest one, in pieces, while gateways of the
 * former release still run. They still find a name by their own claim, which stays next to the new
 * one. Two names that are one by the newest folding stay apart, and so does a name that it refuses:
 * each keeps the claim that it has (docs/adr/0014). Every gateway does this; what one did is done.
 */
export class Refolding extends PeriodicTask {
  constructor(
    private readonly pool: Pool,
    private readonly refold: Readonly<Record<Claim['kind'], Refold>>,
    logger: Logger,
    private readonly atOnce = AT_ONCE,
  ) {
    const failure = 'scheduled run of name refolding failed, will retry';
    super(logger, { everyMs: 600_000, failure });
  }

  /** Everything that is of the former folding now. */
  async run(): Promise<void> {
    let after: readonly string[] = ['', '', ''];
    for (;;) {
      const { rows } = await this.pool.query<Row>(sql.FORMER, [...after, this.atOnce]);
      const last = rows.at(-1);
      if (!last || this.stopping) return;
      await this.piece(rows);
      after = [last.tenant_id, last.kind, last.value];
      await pause(PAUSE_MS);
    }
  }

  private async piece(rows: readonly Row[]): Promise<void> {
    await this.mark(rows.filter(({ kind, value }) => KEYS[kind](value)[0].folding === FOLDING));
    const apart = new Map<TenantId, number>();
    for (const row of await this.without(
      rows.filter((one) => KEYS[one.kind](one.value).length > 1),
    ))
      if (await this.meets(row)) apart.set(row.tenant_id, (apart.get(row.tenant_id) ?? 0) + 1);
    for (const [tenantId, names] of apart)
      this.logger.warn(
        { tenantId, names },
        'names collide under the current folding; both are kept',
      );
  }

  private async mark(same: readonly Row[]): Promise<void> {
    if (same.length > 0) await this.pool.query(sql.MARK, columns(same));
  }

  /** Resources with a claim of the former folding and none of the newest. */
  private async without(rows: readonly Row[]): Promise<readonly Row[]> {
    if (rows.length === 0) return rows;
    const newest = rows.map((row) => ({ ...row, value: newestOf(KEYS[row.kind](row.value)) }));
    const { rows: held } = await this.pool.query<{ i: number; subject: string }>(
      sql.HELD,
      columns(newest),
    );
    const by = new Map(held.map(({ i, subject }) => [i, subject]));
    return rows.filter(({ subject }, at) => by.get(at + 1) !== subject);
  }

  private async meets({ tenant_id: tenantId, kind, subject }: Row): Promise<boolean> {
    try {
      await this.refold[kind](tenantId, subject);
      return false;
    } catch (reason) {
      if (reason instanceof ClaimTaken) return true;
      if (reason instanceof TenantUnknown) return false;
      throw reason;
    }
  }
}

const columns = (rows: readonly Row[]): string[][] => [
  rows.map((row) => row.tenant_id),
  rows.map((row) => row.kind),
  rows.map((row) => row.value),
];
