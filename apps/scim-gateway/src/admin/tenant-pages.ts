import type { TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import type { TenantState } from '../log/event-log';
import { tenantOf, type TenantRow } from '../log/rows';
import type { PageDto } from './admin.dto';
import { cursorOf, partsOf } from './cursor';
import { LAST_MINUTE, OVERVIEW, TENANT_PAGE } from './tenant-pages.queries';
import type { Overview } from './tenants.routes';

type OverviewRow = TenantRow & {
  relayed: string;
  held: string | null;
  quirks: string[];
};

const cursorAfter = (row: TenantRow): string =>
  cursorOf(row.created_at.toISOString(), row.tenant_id);

/** Whether a text is a moment as a cursor says it: a Date reads more than Postgres does. */
const isMoment = (text: string): boolean =>
  /^\d{4}-/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text;

/** Lists of tenants, page by page, oldest first. */
export class TenantPages {
  constructor(
    private readonly pool: Pool,
    private readonly generation: number,
    /** Where the gateways log requests; undefined: what is not logged is not counted. */
    private readonly requestLog: Pool | undefined,
  ) {}

  async page(wanted: PageDto): Promise<{ tenants: TenantState[]; next: string | null }> {
    const { rows, next } = await this.rows<TenantRow>(TENANT_PAGE, wanted, []);
    return { tenants: rows.map((row) => tenantOf(row.tenant_id as TenantId, row)), next };
  }

  async overview(wanted: PageDto): Promise<Overview> {
    const { rows, next } = await this.rows<OverviewRow>(OVERVIEW, wanted, [this.generation]);
    const counts = await this.lastMinute(rows.map(({ tenant_id }) => tenant_id));
    return { tenants: rows.map((row) => this.view(row, counts)), next };
  }

  private async lastMinute(
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, number> | undefined> {
    if (!this.requestLog) return undefined;
    const { rows } = await this.requestLog.query<{ tenant_id: string; requests: string | null }>(
      LAST_MINUTE,
      [ids],
    );
    return new Map(rows.map(({ tenant_id, requests }) => [tenant_id, Number(requests ?? 0)]));
  }

  private view(
    row: OverviewRow,
    counts: ReadonlyMap<string, number> | undefined,
  ): Overview['tenants'][number] {
    const { tenantId, name, profile, provisioning, position, createdAt } = tenantOf(
      row.tenant_id as TenantId,
      row,
    );
    const relayed = Number(row.relayed);
    return {
      ...{ id: tenantId, name, profile, provisioning, position, relayed, createdAt },
      lag: Math.max(0, position - relayed),
      held: row.held,
      requestsLastMinute: counts ? (counts.get(row.tenant_id) ?? 0) : null,
      quirks: row.quirks,
    };
  }

  private async rows<Row extends TenantRow>(
    text: string,
    { after, count }: PageDto,
    more: readonly unknown[],
  ): Promise<{ rows: Row[]; next: string | null }> {
    const [createdAt, id] = after === undefined ? BEGINNING : partsOf(after, 2);
    if (!isMoment(createdAt as string)) partsOf('', 2);
    // One more than asked for: whether there is a next page.
    const values = [createdAt, id, count + 1, ...more];
    const { rows } = await this.pool.query<Row>(text, values);
    const shown = rows.slice(0, count);
    const last = shown.at(-1);
    return { rows: shown, next: rows.length > count && last ? cursorAfter(last) : null };
  }
}

const BEGINNING = ['1970-01-01T00:00:00.000Z', ''];
