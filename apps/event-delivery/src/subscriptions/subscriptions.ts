import { Injectable } from '@nestjs/common';
import { ProblemError } from '@rollcall/platform';
import { Pools } from '../database/pools';
import { Acknowledgements } from './acknowledgements';
import * as sql from './subscription.queries';

/** A tenant that stands still at a subscription. */
export interface Halted {
  readonly tenantId: string;
  readonly since: string;
  readonly reason: string;
  /** It is tried again by itself. */
  readonly waiting: boolean;
}

export interface Subscription {
  readonly name: string;
  readonly kind: 'kit' | 'feed' | 'webhook';
  readonly client: string | null;
  /** The tenants that it follows; null: all of them. */
  readonly tenants: readonly string[] | null;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly tenantsBehind: number;
  /** Seconds since the subscription could have had it; null: it has all of them. */
  readonly oldestUnacknowledgedDeactivationSeconds: number | null;
  readonly heldTenants: number;
  /** The first twenty that are held or wait. */
  readonly halted: readonly Halted[];
}

export interface TenantPosition {
  readonly tenantId: string;
  readonly position: number;
  /** The newest position of the tenant in the feed. */
  readonly newest: number;
}

/** Which positions: of one tenant, after a tenant, only those that lack something. */
export interface PositionsQuery {
  readonly tenant: string | undefined;
  readonly after: string;
  readonly isBehind: boolean;
}

interface Row {
  readonly name: string;
  readonly kind: Subscription['kind'];
  readonly client: string | null;
  readonly tenants: readonly string[] | null;
  readonly first_seen: Date;
  readonly last_seen: Date;
  readonly behind: number;
  readonly seconds: number | null;
  readonly held: number;
  readonly held_tenants: readonly Halted[] | null;
}

const subscriptionOf = (row: Row): Subscription => ({
  name: row.name,
  kind: row.kind,
  client: row.client,
  tenants: row.tenants,
  firstSeen: row.first_seen.toISOString(),
  lastSeen: row.last_seen.toISOString(),
  tenantsBehind: row.behind,
  oldestUnacknowledgedDeactivationSeconds:
    row.seconds === null ? null : Math.max(0, Math.round(row.seconds * 10) / 10),
  heldTenants: row.held,
  halted: row.held_tenants ?? [],
});

export const MOST_POSITIONS = 1_000;

/** Who follows the events, and what each lacks. `client` undefined: an operator asks. */
@Injectable()
export class Subscriptions {
  private inFlight = new Map<string, Promise<readonly Subscription[]>>();

  constructor(
    private readonly pools: Pools,
    private readonly acknowledgements: Acknowledgements,
  ) {}

  /** The longest delay first; at most a thousand. Who asks at the same time shares one query. */
  list(client?: string, name?: string): Promise<readonly Subscription[]> {
    const key = JSON.stringify([client, name]);
    const shared = this.inFlight.get(key);
    if (shared) return shared;
    const one = this.pools.subscriptions
      .query<Row>(sql.SUBSCRIPTIONS, [client ?? null, name ?? null])
      .then(({ rows }) => rows.map(subscriptionOf))
      .finally(() => this.inFlight.delete(key));
    this.inFlight.set(key, one);
    return one;
  }

  /** One subscription with a page of its positions by tenant. Throws 404. */
  async one(
    name: string,
    { tenant, after, isBehind }: PositionsQuery,
    client?: string,
  ): Promise<Subscription & { positions: readonly TenantPosition[]; next: string | null }> {
    const [subscription] = await this.list(client, name);
    if (subscription === undefined) throw noSuchSubscription();
    const { rows } = await this.pools.subscriptions.query<{
      tenant_id: string;
      position: string;
      newest: string;
    }>(sql.POSITIONS, [name, tenant ?? null, after, MOST_POSITIONS + 1, isBehind]);
    const positions = rows.slice(0, MOST_POSITIONS).map((row) => ({
      tenantId: row.tenant_id,
      position: Number(row.position),
      newest: Number(row.newest),
    }));
    const next = rows.length > MOST_POSITIONS ? positions.at(-1)?.tenantId : undefined;
    return { ...subscription, positions, next: next ?? null };
  }

  /** Throws 404 for one that there is not, that is another client's, or an endpoint of webhooks. */
  async delete(name: string, client?: string): Promise<void> {
    const { rowCount } = await this.pools.subscriptions.query(sql.DELETE, [name, client ?? null]);
    if (rowCount === 0) throw noSuchSubscription();
    this.acknowledgements.forget(name);
  }
}

const noSuchSubscription = (): ProblemError =>
  new ProblemError(404, 'Not Found', 'There is no subscription of this name.');
