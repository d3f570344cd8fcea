import { Injectable } from '@nestjs/common';
import { Metrics } from '@rollcall/platform';

/** How long ago the directory, by whatever replica, had projected everything that was published. */
@Injectable()
export class Freshness {
  private lastCaughtUpAt = Number.NEGATIVE_INFINITY;

  constructor(metrics: Metrics) {
    metrics.gauge(
      'rollcall_projection_proven_seconds',
      'Seconds since the projection was last known to have every published event.',
      [],
      (gauge) => gauge.set(this.stalenessSeconds()),
    );
  }

  /** Everything published before `at`, of performance.now, is projected. */
  caughtUp(at: number): void {
    this.lastCaughtUpAt = Math.max(this.lastCaughtUpAt, at);
  }

  /** Infinity until it caught up once. */
  stalenessSeconds(): number {
    return Math.max(0, Math.round((performance.now() - this.lastCaughtUpAt) / 1_000));
  }
}
