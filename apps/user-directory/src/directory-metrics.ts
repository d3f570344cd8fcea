import type { Logger, Metrics } from '@rollcall/platform';
import type { Freshness } from './projecting/freshness';
import type { ProjectorObserver } from './projecting/projector';
import type { WaitFor } from './projecting/wait-for';
import type { Refused } from './users/asker';
import type { Ended } from './users/list-database';
import type { ListObserver, ReadFrom } from './users/list-reads';
import type { ListTurns } from './users/list-turns';

/** What the directory counts, and who is told that a tenant moved. */
export class DirectoryMetrics implements ProjectorObserver, ListObserver {
  private readonly events;
  private readonly batch;
  private readonly skips;
  private readonly holds;
  private readonly delivered;
  private readonly lagging;
  private readonly lists;
  private readonly refusals;
  private readonly cancelled;

  constructor(
    metrics: Metrics,
    private readonly logger: Logger,
    private readonly wait: WaitFor,
    freshness: Freshness,
    turns: ListTurns,
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
    metrics.gauge(
      'rollcall_directory_lists_waiting',
      'Lists that wait for a turn of their tenant or for a connection.',
      [],
      (gauge) => gauge.set(turns.waiting),
    );
    this.refusals = metrics.counter(
      'rollcall_directory_lists_refused_total',
      'Lists that were refused: turn (their tenant has too many), full (all tenants together have), time (the caller would not have waited for the end), cost (their filter or order costs too much).',
      ['why'],
    );
    this.cancelled = metrics.counter(
      'rollcall_directory_lists_cancelled_total',
      'Statements of lists that the database was made to end: left (the caller had gone), time.',
      ['why'],
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
      (gauge) => gauge.set(freshness.stalenessSeconds()),
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

  read(from: ReadFrom): void {
    this.lists.inc({ from });
  }

  refused(why: Refused): void {
    this.refusals.inc({ why });
  }

  ended(why: Ended): void {
    this.cancelled.inc({ why });
  }

  lag(events: number): void {
    this.lagging.set(events);
  }

  skipped(type: string): void {
    this.skips.inc({ type });
  }
}
