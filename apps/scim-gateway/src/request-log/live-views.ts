import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { TenantId } from '@rollcall/contracts';
import type { FastifyReply } from 'fastify';
import { problem } from '../http/problem';
import { GatewayMetrics } from '../metrics/gateway-metrics';
import { NdjsonStream } from '../http/ndjson-stream';
import { Live } from './live';

const BEAT_MS = 15_000;
/**
 * A live view ends after this time: its watcher reconnects, and the gateway checks the permission
 * again.
 */
const LIFE_MS = 600_000;
const MOST = 200;
/** Of one tenant; its oldest end earlier where all are open and another tenant has fewer. */
const MOST_OF_TENANT = 20;

/** The live views that are open at this gateway. */
@Injectable()
export class LiveViews implements BeforeApplicationShutdown {
  /** Oldest first. */
  private readonly open = new Map<NdjsonStream, TenantId>();

  constructor(
    private readonly live: Live,
    @Inject(GatewayMetrics) private readonly metrics: Pick<GatewayMetrics, 'limited'>,
  ) {}

  /** Throws a 429 problem when the tenant has its share of live views. */
  add(tenantId: TenantId, reply: FastifyReply): void {
    const own = this.of(tenantId);
    if (own.length >= MOST_OF_TENANT) {
      this.metrics.limited('live-views');
      const detail = `This organisation has ${MOST_OF_TENANT} live views open, the most there may be.`;
      throw problem(429, detail, { code: 'too-many-live-views', retryAfterSeconds: 30 });
    }
    if (this.open.size >= MOST) this.makeRoom(own.length + 1);
    let stop = (): void => undefined;
    const lines: NdjsonStream = new NdjsonStream(reply, () => {
      this.open.delete(lines);
      stop();
    });
    this.open.set(lines, tenantId);
    const beating = setInterval(() => lines.write({ beat: true }), BEAT_MS);
    const life = setTimeout(() => lines.end(), LIFE_MS);
    const unsubscribe = this.live.listen(tenantId, (view) => lines.write(view));
    stop = () => {
      clearInterval(beating);
      clearTimeout(life);
      unsubscribe();
    };
    lines.write({ beat: true });
  }

  private of(tenantId: TenantId): readonly NdjsonStream[] {
    return [...this.open].flatMap(([lines, one]) => (one === tenantId ? [lines] : []));
  }

  /** Ends the oldest view of the tenant with most, if it has more than the newcomer would have. */
  private makeRoom(others: number): void {
    const most = [...new Set(this.open.values())]
      .map((tenantId) => this.of(tenantId))
      .reduce((one, other) => (other.length > one.length ? other : one), []);
    if (most.length > others) return most[0]?.end();
    this.metrics.limited('live-views');
    throw problem(503, 'Too many live views are open.', {
      code: 'live-views-full',
      retryAfterSeconds: 30,
    });
  }

  /** A server that stops does not wait for open views. */
  beforeApplicationShutdown(): void {
    for (const one of [...this.open.keys()]) one.end();
  }
}
