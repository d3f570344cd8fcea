import type { TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import { entryId, entryKey, viewOf, wholeOf, type Captured, type RequestEntry } from './entry';
import type { Explanation } from './explanation';
import * as sql from './requests.queries';
import type { RequestView } from './requests.routes';

export interface Wanted {
  /** The id of the entry that the page before ended with. */
  readonly after?: string | undefined;
  readonly count: number;
  readonly status?: number | undefined;
  readonly outcome?: 'accepted' | 'refused' | undefined;
  readonly resourceId?: string | undefined;
  /** Milliseconds since 1970. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

interface Row {
  at: string;
  seq: number;
  method: string;
  path: string;
  status: number;
  ms: number;
  token_id: string;
  label: string;
  resource_id: string | null;
  test: boolean;
  attributes: string | null;
  quirks: string | null;
  refusal: string | null;
  correlation_id: string;
  captured: string | null;
}

const names = (text: string | null): readonly string[] => text?.split(' ') ?? [];

const entryOf = (tenantId: TenantId, row: Row): RequestEntry => ({
  tenantId,
  at: Number(row.at),
  seq: row.seq,
  method: row.method,
  path: row.path,
  status: row.status,
  ms: row.ms,
  tokenId: row.token_id,
  tokenLabel: row.label,
  admitted: true,
  resourceId: row.resource_id,
  test: row.test,
  attributes: names(row.attributes),
  quirks: names(row.quirks),
  refusal: row.refusal === null ? null : (JSON.parse(row.refusal) as Explanation),
  correlationId: row.correlation_id,
  captured: row.captured === null ? null : (JSON.parse(row.captured) as Captured),
});

const shown = (tenantId: TenantId, row: Row): RequestView => viewOf(entryOf(tenantId, row));

/** The last millisecond that Postgres and JavaScript both know. */
const END_OF_TIME = 8_640_000_000_000;

const PAGES = {
  accepted: { name: 'requests-accepted', text: sql.PAGE_ACCEPTED },
  refused: { name: 'requests-refused', text: sql.PAGE_REFUSED },
  all: { name: 'requests', text: sql.PAGE },
} as const;

/** The request log, read. */
export class RequestReads {
  constructor(private readonly pool: Pool) {}

  /** A page, newest first; `next` is null on the last one. */
  async page(
    tenantId: TenantId,
    wanted: Wanted,
  ): Promise<{ requests: readonly RequestView[]; next: string | null }> {
    const { count, status } = wanted;
    const from = (wanted.after === undefined ? undefined : entryKey(wanted.after)) ?? {
      at: END_OF_TIME,
      seq: 0,
    };
    const outcome = status === undefined ? wanted.outcome : status >= 400 ? 'refused' : 'accepted';
    const { rows } = await this.pool.query<Row>({
      ...PAGES[outcome ?? 'all'],
      values: [
        ...[tenantId, from.at, from.seq, wanted.since ?? 0, wanted.until ?? END_OF_TIME],
        ...[status ?? null, wanted.resourceId ?? null, count + 1],
      ],
    });
    const last = rows[count - 1];
    const more = rows.length > count && last !== undefined;
    return {
      requests: rows.slice(0, count).map((row) => shown(tenantId, row)),
      next: more ? entryId(Number(last.at), last.seq) : null,
    };
  }

  /** With what was captured of it. */
  async one(tenantId: TenantId, id: string): Promise<RequestView | undefined> {
    const key = entryKey(id);
    if (!key) return undefined;
    const { rows } = await this.pool.query<Row>(sql.ONE, [tenantId, key.at, key.seq]);
    return rows[0] && wholeOf(entryOf(tenantId, rows[0]));
  }

  /** What was written since a moment, by whatever gateway, oldest first. */
  async since(tenantId: TenantId, at: number, most: number): Promise<readonly RequestView[]> {
    const { rows } = await this.pool.query<Row>({
      name: 'requests-since',
      text: sql.SINCE,
      values: [tenantId, at, most],
    });
    return rows.map((row) => shown(tenantId, row));
  }
}
