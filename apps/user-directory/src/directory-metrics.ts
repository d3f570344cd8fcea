import type { Logger, Metrics } from '@rollcall/platform';
import type { Freshness } from './projecting/freshness';
import type { ProjectorObserver } from './projecting/projector';
import type { WaitFor } from './projecting/wait-for';
import type { ReadFrom } from './users/list-reads';

/** What the directory counts, and who is told that a tenant moved. */
export class DirectoryMetrics implements ProjectorObserver {
  private readonly events;
  private readonly batch;
  private readonly skips;
  private readonly holds;
  private readonly delivered;
  private readonly lagging;
  private readonly lists;

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
    this.lists = metrics.counter(
      'rollcall_directory_lists_total',
      'Lists, by whether they were read on the primary or on the replica.',
      ['from'],
    );
    this.skips = metrics.counter('rollcall_events_skipped_total', 'Events of unknown types.', [
      'type',
    ]);
    this.holds = metrics.counter('rollcall_tenants_held_total', 'Tenants that were held.');
    this.delivered = metrics.histogram(
      'rollcall_deactivation_delivery_seconds',
      'From the record of a deactivation or deprovisioning to its projection.',
      [],
      [0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1_800],
    );
    this.lagging = metrics.gauge(
      'rollcall_projection_lag_events',
      'Events told on Kafka that the group had not projected when it was last asked.',
    );
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

  /** The time of a deactivation's event, once its rows are written. */
  deactivated(time: string): void {
    this.delivered.observe(Math.max(0, (Date.now() - Date.parse(time)) / 1_000));
  }

  listRead(from: ReadFrom): void {
    this.lists.inc({ from });
  }

  lag(events: number): void {
    this.lagging.set(events);
  }

  skipped(type: string): void {
    this.skips.inc({ type });
  }
}
