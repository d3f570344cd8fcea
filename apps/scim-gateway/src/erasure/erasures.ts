import { Injectable, Inject } from '@nestjs/common';
import type { ErasureView, Subject, TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import * as sql from './erasures.queries';
import { WATCH_POOL } from '../database/pools';

/** One pending erasure. */
export interface DueErasure {
  readonly tenantId: TenantId;
  readonly subject: Subject;
  /** The position of its event. */
  readonly position: number;
  readonly askedAt: Date;
  /** Names of the steps that are done. */
  readonly steps: readonly string[];
}

interface DueRow {
  tenant_id: TenantId;
  subject: Subject;
  position: string;
  asked_at: Date;
  steps: string[];
}

interface Row extends DueRow {
  asked_by: string;
  named_in: string[];
  generations: number[];
  done_at: Date | null;
}

type Key = Pick<DueErasure, 'tenantId' | 'subject'>;

/** Erasures as the log notes them, each with its event in one append. */
@Injectable()
export class Erasures {
  constructor(@Inject(WATCH_POOL) private readonly pool: Pool) {}

  async of(tenantId: TenantId, subject: Subject): Promise<ErasureView | undefined> {
    const { rows } = await this.pool.query<Row>(sql.ONE, [tenantId, subject]);
    return rows[0] && viewOf(rows[0]);
  }

  /** The newest 500. */
  async list(tenantId: TenantId): Promise<readonly ErasureView[]> {
    const { rows } = await this.pool.query<Row>(sql.OF_TENANT, [tenantId]);
    return rows.map(viewOf);
  }

  /** Takes a due erasure for this gateway alone until its lease expires. */
  async take(): Promise<DueErasure | undefined> {
    const [row] = (await this.pool.query<DueRow>(sql.TAKE)).rows;
    return (
      row && {
        tenantId: row.tenant_id,
        subject: row.subject,
        position: Number(row.position),
        askedAt: row.asked_at,
        steps: row.steps,
      }
    );
  }

  /** Makes it due again after this time, which also renews the lease. */
  async wait({ tenantId, subject }: Key, ms: number): Promise<void> {
    await this.pool.query(sql.WAIT, [tenantId, subject, ms]);
  }

  async done({ tenantId, subject }: Key, step: string): Promise<void> {
    await this.pool.query(sql.NOTE_STEP, [tenantId, subject, step]);
  }

  async namedIn({ tenantId, subject }: Key, subjects: readonly string[]): Promise<void> {
    await this.pool.query(sql.NOTE_NAMED, [tenantId, subject, subjects]);
  }

  /** Whether a generation of the topic has every event up to the erasure. */
  async isPublished({ tenantId, position }: DueErasure): Promise<boolean> {
    return (await this.pool.query(sql.PUBLISHED, [tenantId, position])).rowCount !== 0;
  }

  async finish({ tenantId, subject }: Key): Promise<void> {
    await this.pool.query(sql.FINISH, [tenantId, subject]);
  }
}

const viewOf = (row: Row): ErasureView => ({
  subject: row.subject,
  position: Number(row.position),
  askedAt: row.asked_at.toISOString(),
  askedBy: row.asked_by,
  steps: row.steps,
  doneAt: row.done_at?.toISOString() ?? null,
  toldIn: row.generations,
  namedIn: row.named_in,
  says: saying(row),
});

const saying = ({ position, done_at, generations, named_in }: Row): string => {
  if (!done_at)
    return `Recorded at position ${position}; final. Earlier data is being erased: about a minute, longer with much history.`;
  const named =
    named_in.length === 0
      ? ''
      : ' namedIn lists resources that still contain a name of the person: change them at the identity provider.';
  if (generations.length === 0) return `Erased.${named}`;
  const next = Math.max(...generations) + 1;
  return `Erased in the event log.${named} The topic still has the events: start generation ${next} or a later one, move the consumers, then drop ${generations.join(' and ')}. See docs/erasure.md.`;
};
