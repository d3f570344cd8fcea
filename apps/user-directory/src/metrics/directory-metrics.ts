import type { Logger, Metrics } from '@rollcall/platform';
import type { Freshness } from '../freshness/freshness';
import type { ProjectorObserver } from '../projecting/projector';
import type { WaitFor } from '../freshness/wait-for';
import type { Refused } from '../lists/caller';
import type { Ended } from '../lists/list-database';
import type { ListObserver, ReadFrom } from '../lists/list-reads';
import type { ListTurns } from '../lists/list-turns';

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
      'Lists by the database they were read from: primary or replica.',
      ['from'],
    );
    metrics.gauge(
      'rollcall_directory_lists_waiting',
      'Lists waiting for a slot of their tenant or for a connection.',
      [],
      (gauge) => gauge.set(turns.waiting),
    );
    this.refusals = metrics.counter(
      'rollcall_directory_lists_refused_total',
      'Refused lists: turn (too many of one tenant), full (too many of all tenants), time (the deadline would have passed), cost (the filter or the order costs too much).',
      ['why'],
    );
    this.cancelled = metrics.counter(
      'rollcall_directory_lists_cancelled_total',
      'Cancelled list statements: left (the client closed the connection), time (the deadline passed).',
      ['why'],
    );
    this.skips = metrics.counter('rollcall_events_skipped_total', 'Events of unknown types.', [
      'type',
    ]);
    this.holds = metrics.counter(
      'rollcall_tenants_held_total',
      'Times that the projection held a tenant.',
    );
    this.delivered = metrics.histogram(
      'rollcall_deactivation_delivery_seconds',
      'Seconds from the append of a deactivation or deprovisioning to its projection.',
      [],
      [0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1_800],
    );
    this.lagging = metrics.gauge(
      'rollcall_projection_lag_events',
      'Events in Kafka that the consumer group had not projected at the last measurement.',
    );
    metrics.gauge(
      'rollcall_projection_proven_seconds',
      'Seconds since the projection was last known to have every published event.',
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
    this.logger.error({ tenantId, reason, partition, offset }, 'tenant held');
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
