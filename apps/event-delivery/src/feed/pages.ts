import { Injectable } from '@nestjs/common';
import { texts } from '@rollcall/platform';
import { Pools } from '../database/pools';
import { Arrivals, type Tenants } from './arrivals';
import type { Cursor } from './cursor';
import * as sql from './page.queries';

export interface Question {
  readonly tenants: Tenants;
  /** Names of types; all of them when undefined. */
  readonly types: readonly string[] | undefined;
  /** The number of the last event that the client has. */
  readonly after: number;
  readonly count: number;
}

export interface Page {
  readonly body: Buffer;
  readonly count: number;
  /** The feed as it was when the page was read. */
  readonly feed: Cursor;
  /** The number that the next page comes after. */
  readonly next: number;
  /** Nothing that the question asks for was behind this page. */
  readonly isLast: boolean;
}

interface FeedRow {
  readonly feed_id: string;
  readonly head: string;
  readonly replacements: string;
}
interface PageRow extends FeedRow {
  readonly scanned: number;
  readonly scanned_to: string | null;
  readonly matching: number;
  readonly count: number;
  readonly page_to: string | null;
  readonly events: string | null;
}

const MOST_BYTES = 1_048_576;
/** A rare type among many others is looked for in steps. */
const MOST_SCANNED = 5_000;
/** Names in one error. */
const MOST_LISTED = 20;

const feedOf = ({ feed_id, head, replacements }: FeedRow): Cursor => ({
  feedId: feed_id,
  seq: Number(head),
  replacements: Number(replacements),
});

/** Pages of the feed. Clients that ask the same at the same time share one query and its bytes. */
@Injectable()
export class Pages {
  private readonly inFlight = new Map<string, Promise<unknown>>();

  constructor(
    private readonly pools: Pools,
    private readonly arrivals: Arrivals,
  ) {}

  feed(): Promise<Cursor> {
    return this.sharing('feed', async () => {
      const { rows } = await this.pools.pages.query<FeedRow>({ name: 'feed', text: sql.FEED });
      return feedOf(rows[0] as FeedRow);
    });
  }

  isKnown(tenantId: string): Promise<boolean> {
    return this.sharing(`known ${tenantId}`, async () => {
      const { rowCount } = await this.pools.pages.query(sql.KNOWN, [tenantId]);
      return rowCount !== 0;
    });
  }

  /** Tenants whose history was replaced since, and the number up to which they are listed. */
  async replacedSince(
    { replacements, tenants }: { replacements: number; tenants: Tenants },
    feed: Cursor,
  ): Promise<{ tenants: readonly string[]; upTo: number }> {
    const { rows } = await this.pools.pages.query<{ tenant_id: string; replacement: string }>(
      sql.REPLACED,
      [replacements, tenants ?? null, MOST_LISTED],
    );
    const isAll = rows.length < MOST_LISTED;
    return {
      tenants: rows.map((row) => row.tenant_id),
      upTo: isAll ? feed.replacements : Number(rows[rows.length - 1]?.replacement),
    };
  }

  read(question: Question): Promise<Page> {
    const { tenants, types, after, count } = question;
    const key = JSON.stringify([tenants, types, after, count]);
    return this.sharing(key, () => this.query(question));
  }

  private sharing<T>(question: string, query: () => Promise<T>): Promise<T> {
    // A query that began before the newest arrival may lack it.
    const key = `${this.arrivals.version} ${question}`;
    const shared = this.inFlight.get(key) as Promise<T> | undefined;
    if (shared) return shared;
    const one = query().finally(() => this.inFlight.delete(key));
    this.inFlight.set(key, one);
    return one;
  }

  private async query({ tenants, types, after, count }: Question): Promise<Page> {
    const most = types === undefined ? count : MOST_SCANNED;
    const { rows } = await this.pools.pages.query<PageRow>({
      ...(tenants === undefined
        ? { name: 'page-of-all', text: sql.PAGE_OF_ALL }
        : { name: 'page-of-tenants', text: sql.PAGE_OF_TENANTS }),
      values: [
        after,
        tenants === undefined ? null : texts(tenants),
        most,
        types === undefined ? null : texts(types),
        count,
        MOST_BYTES,
      ],
    });
    return pageOf(rows[0] as PageRow, most);
  }
}

const pageOf = (row: PageRow, most: number): Page => {
  const isCut = row.count < row.matching;
  const isLast = !isCut && row.scanned < most;
  const end = isCut ? row.page_to : row.scanned < most ? row.head : row.scanned_to;
  return {
    body: Buffer.from(`[${row.events ?? ''}]`),
    count: row.count,
    feed: feedOf(row),
    next: Number(end),
    isLast,
  };
};
