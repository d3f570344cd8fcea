import type { Logger, Metrics } from '@rollcall/platform';
import type { Freshness } from './projecting/freshness';
import type { ProjectorObserver } from './projecting/projector';
import type { WaitFor } from './projecting/wait-for';

/** What the directory counts, and who is told that a tenant moved. */
export class DirectoryMetrics implements ProjectorObserver {
  private readonly events;
  private readonly batch;
  private readonly skips;
  private readonly holds;

  constructor(
    metrics: Metrics,
    private readonly logger: Logger,
    private readonly wait: WaitFor,
    freshness: Freshness,
  ) {
    this.events = metrics.counter('rollcall_events_projected_total', 'Events projected into rows.');
    this.batch = metrics.histogram(
      'rollcall_projection_batch_events',
      'Events in one transaction of the projector.',
      [],
      [1, 4, 16, 64, 256, 1_024],
    );
    this.skips = metrics.counter('rollcall_events_skipped_total', 'Events of unknown types.', [
      'type',
    ]);
    this.holds = metrics.counter('rollcall_tenants_held_total', 'Tenants that were held.');
    metrics.gauge(
      'rollcall_projection_proven_seconds',
      'Seconds since everything told was known to be projected.',
      [],
      (gauge) => gauge.set(freshness.secondsAgo()),
    );
  }

  projected(events: number, tenants: readonly { tenantId: string; position: number }[]): void {
    this.events.inc(events);
    this.batch.observe(events);
    this.wait.moved(tenants);
  }

  held(tenantId: string, reason: string, partition: number, offset: string): void {
    this.holds.inc();
    this.logger.error({ tenantId, reason, partition, offset }, 'a tenant is held');
  }

  skipped(type: string): void {
    this.skips.inc({ type });
  }
}
