import { Inject, Injectable } from '@nestjs/common';
import type { TenantId } from '@rollcall/contracts';
import type { Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { READ_POOL } from '../database/pools';
import { BufferedWriter } from '../lifecycle/buffered-writer';
import { GatewayMetrics } from '../metrics/gateway-metrics';
import { LOGGER } from '../runtime/tokens';
import { ADD_COUNTS, COUNTS } from './dialects.queries';

export interface QuirkCount {
  readonly quirk: string;
  readonly count: number;
  readonly lastAt: string;
}

interface Pending {
  readonly tenantId: TenantId;
  readonly quirk: string;
  count: number;
  lastAt: Date;
}

/** How often each tenant needed each leniency; added to the database every two seconds. */
@Injectable()
export class QuirkLedger extends BufferedWriter {
  private pending = new Map<string, Pending>();

  constructor(
    @Inject(READ_POOL) private readonly pool: Pool,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly metrics: GatewayMetrics,
  ) {
    super(2_000);
  }

  count(tenantId: TenantId, quirks: readonly string[]): void {
    for (const quirk of quirks) {
      this.metrics.quirk(quirk);
      this.add({ tenantId, quirk, count: 1, lastAt: new Date() });
      this.soon();
    }
  }

  /** All gateways' counts; this one's as of now, the others' as of their last flush. */
  async of(tenantId: TenantId): Promise<readonly QuirkCount[]> {
    await this.flush();
    const { rows } = await this.pool.query<{ quirk: string; count: string; last_at: Date }>(
      COUNTS,
      [tenantId],
    );
    return rows.map(({ quirk, count, last_at }) => ({
      quirk,
      count: Number(count),
      lastAt: last_at.toISOString(),
    }));
  }

  /** What could not be added is added the next time. */
  protected async write(): Promise<void> {
    // In one order everywhere, so that two gateways never wait for each other.
    const batch = [...this.pending].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
    if (batch.length === 0) return;
    this.pending = new Map();
    try {
      await this.pool.query(ADD_COUNTS, [
        batch.map(({ tenantId }) => tenantId),
        batch.map(({ quirk }) => quirk),
        batch.map(({ count }) => count),
        batch.map(({ lastAt }) => lastAt.toISOString()),
      ]);
    } catch (error) {
      for (const one of batch) this.add(one);
      this.logger.warn({ err: error }, 'quirk counts could not be written, will retry');
    }
  }

  private add({ tenantId, quirk, count, lastAt }: Pending): void {
    const key = `${tenantId} ${quirk}`;
    const known = this.pending.get(key);
    if (known) {
      known.count += count;
      if (lastAt > known.lastAt) known.lastAt = lastAt;
    } else this.pending.set(key, { tenantId, quirk, count, lastAt });
  }
}
