import { Injectable } from '@nestjs/common';
import { noSuchTenant, ProblemError } from '@rollcall/platform';
import { DeliveryConfig } from '../config/delivery-config';
import { Arrivals, type Tenants } from './arrivals';
import { parseCursor, printCursor, type Cursor } from './cursor';
import { Pages, type Page } from './pages';

export interface FeedRequest {
  /** The tenants that the key is for; all of them when undefined. */
  readonly allowed: Tenants;
  readonly tenant: string | undefined;
  readonly types: readonly string[] | undefined;
  /** A cursor, `now`, or undefined: from the first event. */
  readonly after: string | undefined;
  readonly count: number;
  readonly waitMs: number;
  /** Called with the number of the cursor as soon as it is known to be of this feed. */
  readonly onPlace?: ((seq: number) => void) | undefined;
}

export interface FeedAnswer {
  readonly body: Buffer;
  readonly cursor: string;
}

/** Names of tenants that exist: they never vanish, since an id is never used again. */
const MOST_KNOWN = 100_000;

/** The events after a place in the feed, at once or as soon as there are some. */
@Injectable()
export class Feed {
  private readonly known = new Set<string>();

  constructor(
    private readonly pages: Pages,
    private readonly arrivals: Arrivals,
    private readonly config: DeliveryConfig,
  ) {}

  /** The cursor of now: what comes after it is not there yet. */
  async now(): Promise<string> {
    return printCursor(await this.pages.feed());
  }

  /** Throws 404 for a tenant that the client may not see or that does not exist. */
  async tenantsOf({ allowed, tenant }: FeedRequest): Promise<Tenants> {
    if (tenant === undefined) return allowed;
    if (allowed && !allowed.includes(tenant)) throw noSuchTenant();
    if (this.known.has(tenant)) return [tenant];
    if (!(await this.pages.isKnown(tenant))) throw noSuchTenant();
    if (this.known.size < MOST_KNOWN) this.known.add(tenant);
    return [tenant];
  }

  /** `left`: the client closed its connection. */
  async read(request: FeedRequest, left: AbortSignal): Promise<FeedAnswer> {
    const { types, count, waitMs } = request;
    const tenants = await this.tenantsOf(request);
    const cursor = await this.begin(request.after);
    const end = performance.now() + waitMs;
    for (let after = cursor.seq, isPlaced = false; ; ) {
      const { version } = this.arrivals;
      const page = await this.pages.read({ tenants, types, after, count });
      const next = await this.checked(cursor, page, tenants);
      if (!isPlaced) request.onPlace?.(cursor.seq);
      isPlaced = true;
      const rest = end - performance.now();
      if (page.count > 0 || !page.isLast || rest <= 0) return answerOf(page, next);
      if (this.arrivals.waiting >= this.config.MAX_WAITING_CLIENTS) throw tooMany();
      const arrival = await this.arrivals.next(tenants, version, rest, left);
      if (arrival === undefined) return answerOf(page, next);
      after = Math.max(page.next, arrival.seen);
    }
  }

  private async begin(after: string | undefined): Promise<Cursor> {
    if (after !== undefined && after !== 'now') return parseCursor(after);
    const feed = await this.pages.feed();
    return after === 'now' ? feed : { ...feed, seq: 0 };
  }

  /** The cursor after a page; throws when the given one is not of the history that there is now. */
  private async checked(cursor: Cursor, { feed, next }: Page, tenants: Tenants): Promise<Cursor> {
    const { replacements, seq } = cursor;
    if (cursor.feedId !== feed.feedId || seq > feed.seq || replacements > feed.replacements)
      throw feedReplaced();
    if (replacements < feed.replacements) {
      const replaced = await this.pages.replacedSince({ replacements, tenants }, feed);
      if (replaced.tenants.length > 0)
        throw historyReplaced(replaced.tenants, { ...cursor, replacements: replaced.upTo });
    }
    return { ...feed, seq: next };
  }
}

const answerOf = ({ body }: Page, next: Cursor): FeedAnswer => ({
  body,
  cursor: printCursor(next),
});

const tooMany = (): ProblemError =>
  new ProblemError(503, 'Service Unavailable', 'Too many clients wait for events here.', 1);

const feedReplaced = (): ProblemError =>
  new ProblemError(
    410,
    'Gone',
    'This cursor is of a feed that was replaced. Begin with the first event, without after, and ' +
      'drop the events whose position you have.',
    undefined,
    'feed-replaced',
  );

const historyReplaced = (tenants: readonly string[], go: Cursor): ProblemError =>
  new ProblemError(
    409,
    'Conflict',
    `The event log went back in time, and the history of ${tenants.join(', ')} was replaced. ` +
      `Delete what you store of it, then continue with after=${printCursor(go)}: its events come ` +
      'again from position 1.',
    undefined,
    'history-replaced',
  );
