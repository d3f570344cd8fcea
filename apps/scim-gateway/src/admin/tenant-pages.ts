import { Inject, Injectable } from '@nestjs/common';
import type { Overview } from '@rollcall/contracts';
import type { Pool } from 'pg';
import { GatewayConfig } from '../config/gateway-config';
import { REQUEST_LOG_POOL, WATCH_POOL } from '../database/pools';
import type { TenantState } from '../event-log/port/event-log';
import { tenantOf, type TenantRow } from '../event-log/tables/rows';
import type { PageDto } from '../admin-kit/page.dto';
import { cursorOf, partsOf } from '../admin-kit/cursor';
import { TokenService } from '../tokens/token-service';
import { LATELY, OVERVIEW, TENANT_PAGE } from './tenant-pages.queries';

/** Refused requests are counted up to so many of a tenant. */
const MOST_REFUSED = 100;

type OverviewRow = TenantRow & {
  relayed: string;
  held: string | null;
  quirks: string[];
  still_on: number;
};

/** What the request log says of a tenant. */
interface Lately {
  readonly requestsLastMinute: number;
  readonly refusedLastHour: number;
  readonly lastRequestAt: string | null;
}

interface LatelyRow {
  tenant_id: string;
  requests: string | null;
  refused: number;
  last_at: Date | null;
}

const UNLOGGED = { requestsLastMinute: null, refusedLastHour: null, lastRequestAt: null } as const;
const QUIET: Lately = { requestsLastMinute: 0, refusedLastHour: 0, lastRequestAt: null };

const cursorAfter = (row: TenantRow): string =>
  cursorOf(row.created_at.toISOString(), row.tenant_id);

/** Whether a text is a moment as a cursor says it: a Date reads more than Postgres does. */
const isMoment = (text: string): boolean =>
  /^\d{4}-/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text;

/** Nothing where a credential does not expire, and where the token service does not say. */
const endOf = (end: string | null | undefined): { readonly tokensEndAt?: string | null } =>
  end === undefined || end === 'never' ? {} : { tokensEndAt: end };

/** Lists of tenants, page by page, oldest first. */
@Injectable()
export class TenantPages {
  constructor(
    @Inject(WATCH_POOL) private readonly pool: Pool,
    @Inject(REQUEST_LOG_POOL) private readonly requestLog: Pool,
    @Inject(GatewayConfig)
    private readonly config: Pick<GatewayConfig, 'TOPIC_GENERATION' | 'REQUEST_LOG'>,
    @Inject(TokenService) private readonly tokens: Pick<TokenService, 'lastEnds'>,
  ) {}

  async page(wanted: PageDto): Promise<{ tenants: TenantState[]; next: string | null }> {
    const { rows, next } = await this.rows<TenantRow>(TENANT_PAGE, wanted, []);
    return { tenants: rows.map((row) => tenantOf(row.tenant_id, row)), next };
  }

  async overview(wanted: PageDto): Promise<Overview> {
    const { rows, next } = await this.rows<OverviewRow>(OVERVIEW, wanted, [
      this.config.TOPIC_GENERATION,
    ]);
    const ids = rows.map(({ tenant_id }) => tenant_id);
    const [lately, ends] = await Promise.all([this.lately(ids), this.tokens.lastEnds(ids)]);
    const tenants = rows.map((row, at) => ({
      ...viewOf(row),
      ...(lately ? (lately.get(row.tenant_id) ?? QUIET) : UNLOGGED),
      ...endOf(ends?.[at]),
    }));
    return { tenants, next };
  }

  private async lately(ids: readonly string[]): Promise<ReadonlyMap<string, Lately> | undefined> {
    // What is not logged is not counted.
    if (!this.config.REQUEST_LOG) return undefined;
    const { rows } = await this.requestLog.query<LatelyRow>(LATELY, [ids, MOST_REFUSED]);
    return new Map(
      rows.map((row) => [
        row.tenant_id,
        {
          requestsLastMinute: Number(row.requests ?? 0),
          refusedLastHour: row.refused,
          lastRequestAt: row.last_at?.toISOString() ?? null,
        },
      ]),
    );
  }

  private async rows<Row extends TenantRow>(
    text: string,
    { after, count }: PageDto,
    more: readonly unknown[],
  ): Promise<{ rows: Row[]; next: string | null }> {
    const [createdAt, id] = after === undefined ? BEGINNING : partsOf(after, 2);
    if (!isMoment(createdAt as string)) partsOf('', 2);
    // One more row than the page: it shows whether a next page exists.
    const values = [createdAt, id, count + 1, ...more];
    const { rows } = await this.pool.query<Row>(text, values);
    const shown = rows.slice(0, count);
    const last = shown.at(-1);
    return { rows: shown, next: rows.length > count && last ? cursorAfter(last) : null };
  }
}

const viewOf = (
  row: OverviewRow,
): Omit<Overview['tenants'][number], keyof Lately | 'tokensEndAt'> => {
  const { tenantId, position, ...tenant } = tenantOf(row.tenant_id, row);
  const { name, profile, provisioning, rateLimit, createdAt } = tenant;
  const relayed = Number(row.relayed);
  return {
    id: tenantId,
    name,
    profile,
    provisioning,
    rateLimit,
    position,
    relayed,
    createdAt,
    lag: Math.max(0, position - relayed),
    held: row.held,
    stillOn: row.still_on,
    quirks: row.quirks,
  };
};

const BEGINNING = ['1970-01-01T00:00:00.000Z', ''];
