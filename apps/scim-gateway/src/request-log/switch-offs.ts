import { Inject, Injectable } from '@nestjs/common';
import type { SwitchOffList, TenantId } from '@rollcall/contracts';
import type { Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { WATCH_POOL } from '../database/pools';
import { viewOfRow, type RowOf } from '../database/row-of';
import { BufferedWriter } from '../lifecycle/buffered-writer';
import { GatewayMetrics } from '../metrics/gateway-metrics';
import { LOGGER } from '../runtime/tokens';
import type { RefusedSwitchOff } from './refused-switch-off';
import * as sql from './switch-offs.queries';

const MOST_WAITING = 10_000;
const SHOWN = 100;

type StillOn = SwitchOffList['people'][number];

export interface SwitchOffObserver {
  /** Refused requests that would have switched off a user who is still active. */
  refused(tenantId: string, requests: number): void;
  /** The number of users who are still active; 0 for a tenant that had some. */
  waiting(tenantId: string, people: number): void;
}

interface Refused {
  readonly tenantId: TenantId;
  readonly userId: string;
  requests: number;
  at: number;
  requestId: string | null;
  code: string;
  attribute: string | null;
}

/**
 * Users whom a refused request would have switched off. The log's database stores them, next to the
 * users, until they are switched off or a day has passed. They are written each half second, never
 * while a request waits.
 */
@Injectable()
export class SwitchOffs extends BufferedWriter {
  private refused = new Map<string, Refused>();
  private readonly known = new Set<string>();
  private readonly observer: SwitchOffObserver;

  constructor(
    @Inject(WATCH_POOL) private readonly pool: Pool,
    @Inject(LOGGER) private readonly logger: Logger,
    { switchOffs }: GatewayMetrics,
  ) {
    super(500);
    this.observer = switchOffs;
  }

  add(
    tenantId: TenantId,
    { userId, refusal: { code, attribute } }: RefusedSwitchOff,
    /** Null when it was counted in the entry of one before it, or is not logged. */
    requestId: string | null,
  ): void {
    const key = `${tenantId} ${userId}`;
    const before = this.refused.get(key);
    const requests = (before?.requests ?? 0) + 1;
    if (requests === 1 && this.refused.size >= MOST_WAITING)
      return this.observer.refused(tenantId, 1);
    const entry = requestId ?? before?.requestId ?? null;
    const one = { tenantId, userId, requests, at: Date.now(), requestId: entry, code, attribute };
    this.refused.set(key, one);
    this.soon();
  }

  /** Deletes users who were switched off since, and rows older than a day; counts the others. */
  async turn(): Promise<void> {
    await this.pool.query(sql.FORGET);
    const { rows } = await this.pool.query<{ tenant_id: string; people: number }>(sql.COUNTS);
    const now = new Map(rows.map(({ tenant_id, people }) => [tenant_id, people]));
    for (const tenant of new Set([...this.known, ...now.keys()])) {
      this.observer.waiting(tenant, now.get(tenant) ?? 0);
      this.known.add(tenant);
    }
  }

  async list(tenantId: TenantId): Promise<SwitchOffList> {
    const { rows } = await this.pool.query<RowOf<StillOn> & { total: number }>({
      name: 'switch-offs',
      text: sql.LIST,
      values: [tenantId, SHOWN],
    });
    const people = rows.map(({ total: _, ...person }) => viewOfRow<StillOn>(person));
    return { total: rows[0]?.total ?? 0, people };
  }

  protected async write(): Promise<void> {
    const some = [...this.refused.values()];
    if (some.length === 0) return;
    this.refused = new Map();
    const column = (of: (one: Refused) => unknown): unknown[] => some.map(of);
    try {
      const { rows } = await this.pool.query<{ tenant_id: string; user_id: string }>(sql.KEEP, [
        column(({ tenantId }) => tenantId),
        column(({ userId }) => userId),
        column(({ at }) => new Date(at).toISOString()),
        column(({ requestId }) => requestId),
        column(({ code }) => code),
        column(({ attribute }) => attribute),
      ]);
      const on = new Set(rows.map((row) => `${row.tenant_id} ${row.user_id}`));
      for (const { tenantId, userId, requests } of some)
        if (on.has(`${tenantId} ${userId}`)) this.observer.refused(tenantId, requests);
    } catch (err) {
      // Better one too many than a leaver without a report.
      for (const { tenantId, requests } of some) this.observer.refused(tenantId, requests);
      this.logger.error({ err, people: some.length }, 'refused deactivations could not be stored');
    }
  }
}
