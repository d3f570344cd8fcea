import { Inject, Injectable, Optional } from '@nestjs/common';
import type { RequestPage, RequestView, TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import { REQUEST_LOG_POOL } from '../database/pools';
import { entryId, entryKey, viewOf, wholeOf, type Captured, type RequestEntry } from './entry';
import type { Explanation } from './explanation';
import * as sql from './requests.queries';

/** From the first to the last status, both included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Wanted {
  /** The id of the entry that the page before ended with. */
  readonly after?: string | undefined;
  readonly count: number;
  readonly status?: Range | undefined;
  readonly outcome?: 'accepted' | 'refused' | undefined;
  /** Users or groups that it may be about. */
  readonly resourceIds?: readonly string[] | undefined;
  readonly correlationId?: string | undefined;
  /** Milliseconds since 1970. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

/** An entry as the table keeps it. */
type Row = Omit<RequestEntry, 'tenantId' | 'at' | 'admitted' | Packed> & {
  readonly at: string;
} & { readonly [name in Packed]: string | null };
type Packed = 'attributes' | 'quirks' | 'refusal' | 'captured';

const names = (text: string | null): readonly string[] => text?.split(' ') ?? [];

const entryOf = (tenantId: TenantId, row: Row): RequestEntry => ({
  ...row,
  tenantId,
  at: Number(row.at),
  admitted: true,
  attributes: names(row.attributes),
  quirks: names(row.quirks),
  refusal: row.refusal === null ? null : (JSON.parse(row.refusal) as Explanation),
  captured: row.captured === null ? null : (JSON.parse(row.captured) as Captured),
});

const shown = (tenantId: TenantId, row: Row): RequestView => viewOf(entryOf(tenantId, row));

const within = (tenantId: TenantId, { at, seq }: Key, { since, until }: Wanted): unknown[] => [
  tenantId,
  at,
  seq,
  since ?? 0,
  until ?? END_OF_TIME,
];

const pageOf = (tenantId: TenantId, rows: readonly Row[], count: number): RequestPage => {
  const last = rows[count - 1];
  const more = rows.length > count && last !== undefined;
  return {
    requests: rows.slice(0, count).map((row) => shown(tenantId, row)),
    next: more ? entryId(Number(last.at), last.seq) : null,
    lookedTo: null,
  };
};

const ANY: Range = { from: 0, to: 999 };
const OUTCOMES: Readonly<Record<'accepted' | 'refused', Range>> = {
  accepted: { from: 0, to: 399 },
  refused: { from: 400, to: 999 },
};

/** The statuses that both the status and the outcome allow. */
const statusOf = ({ status = ANY, outcome }: Wanted): Range => {
  const { from, to } = outcome === undefined ? ANY : OUTCOMES[outcome];
  return { from: Math.max(status.from, from), to: Math.min(status.to, to) };
};

/** The last millisecond that Postgres and JavaScript both know. */
const END_OF_TIME = 8_640_000_000_000;

const PAGES = {
  refused: { name: 'requests-refused', text: sql.PAGE_REFUSED },
  all: { name: 'requests', text: sql.PAGE },
} as const;

const STRETCHES = {
  refused: { name: 'requests-refused-stretch', text: sql.STRETCH_REFUSED },
  all: { name: 'requests-stretch', text: sql.STRETCH },
} as const;

/** Entries in one statement of a search, and how long its statements may take together. */
const STRETCH = 5_000;
const SEARCH_MS = 1_500;

interface Key {
  readonly at: number;
  readonly seq: number;
}

/** The request log, read. */
@Injectable()
export class RequestReads {
  constructor(
    @Inject(REQUEST_LOG_POOL) private readonly pool: Pool,
    @Optional() private readonly stretch = STRETCH,
    @Optional() private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * A page, newest first. Where no index serves the filter (users, a status, a correlation id,
   * accepted requests) it reads entries in stretches, for a second and a half: a page that ends
   * then reports how far it read, and its `next` continues after that.
   */
  async page(tenantId: TenantId, wanted: Wanted): Promise<RequestPage> {
    const { count, status, outcome, resourceIds, correlationId } = wanted;
    const from = (wanted.after === undefined ? undefined : entryKey(wanted.after)) ?? {
      at: END_OF_TIME,
      seq: 0,
    };
    const isSought = [status, resourceIds, correlationId].some((one) => one !== undefined);
    if (isSought || outcome === 'accepted') return this.search(tenantId, wanted, from);
    const { rows } = await this.pool.query<Row>({
      ...PAGES[outcome ?? 'all'],
      values: [...within(tenantId, from, wanted), count + 1],
    });
    return pageOf(tenantId, rows, count);
  }

  private async search(tenantId: TenantId, wanted: Wanted, begin: Key): Promise<RequestPage> {
    const { count, resourceIds, correlationId } = wanted;
    const { from: least, to: most } = statusOf(wanted);
    const found: Row[] = [];
    const deadline = this.now() + SEARCH_MS;
    for (let from = begin; ; ) {
      const { rows } = await this.pool.query<Row & { looked: string }>({
        ...STRETCHES[least >= 400 ? 'refused' : 'all'],
        values: [
          ...within(tenantId, from, wanted),
          this.stretch,
          least,
          most,
          resourceIds ?? null,
          count + 1 - found.length,
          correlationId ?? null,
        ],
      });
      const ending = rows.pop();
      found.push(...rows);
      if (found.length > count || ending === undefined || Number(ending.looked) < this.stretch)
        return pageOf(tenantId, found, count);
      from = { at: Number(ending.at), seq: ending.seq };
      if (this.now() >= deadline)
        return {
          requests: found.map((row) => shown(tenantId, row)),
          next: entryId(from.at, from.seq),
          lookedTo: new Date(from.at).toISOString(),
        };
    }
  }

  /** With what was captured of it. */
  async one(tenantId: TenantId, id: string): Promise<RequestView | undefined> {
    const key = entryKey(id);
    if (!key) return undefined;
    const { rows } = await this.pool.query<Row>(sql.ONE, [tenantId, key.at, key.seq]);
    return rows[0] && wholeOf(entryOf(tenantId, rows[0]));
  }

  /** The entries of all gateways since a moment, oldest first. */
  async since(tenantId: TenantId, at: number, most: number): Promise<readonly RequestView[]> {
    const { rows } = await this.pool.query<Row>({
      name: 'requests-since',
      text: sql.SINCE,
      values: [tenantId, at, most],
    });
    return rows.map((row) => shown(tenantId, row));
  }
}
