import { Inject, Injectable } from '@nestjs/common';
import type { TenantId } from '@rollcall/contracts';
import { problem } from '../http/problem';
import { GatewayMetrics } from '../metrics/gateway-metrics';

/** A search reads all users or groups of its tenant: one tenant may run this many at once. */
const MOST = 2;

/** Searches of the console that run at this gateway. */
@Injectable()
export class Searches {
  private readonly running = new Map<TenantId, number>();

  constructor(@Inject(GatewayMetrics) private readonly metrics: Pick<GatewayMetrics, 'limited'>) {}

  /**
   * Resolves to the result of `search`; rejects with a 429 problem while the tenant uses its share.
   */
  async run<T>(tenantId: TenantId, search: () => Promise<T>): Promise<T> {
    const end = this.begin(tenantId);
    try {
      return await search();
    } finally {
      end();
    }
  }

  /** The same for work without a promise: it runs until the result is called. */
  begin(tenantId: TenantId): () => void {
    const running = this.running.get(tenantId) ?? 0;
    if (running >= MOST) {
      this.metrics.limited('searches');
      const detail = `${MOST} searches of this organisation are under way. Wait for one to end.`;
      throw problem(429, detail, { code: 'too-many-searches', retryAfterSeconds: 1 });
    }
    this.running.set(tenantId, running + 1);
    return () => {
      const left = (this.running.get(tenantId) ?? 1) - 1;
      if (left > 0) this.running.set(tenantId, left);
      else this.running.delete(tenantId);
    };
  }
}
