import { Inject, Injectable } from '@nestjs/common';
import { Metrics, type Logger } from '@rollcall/platform';
import { WaitFor } from '../freshness/wait-for';
import { LOGGER } from '../service/logger';
import type { ProjectorObserver } from './projector';

/** What the projection counts; after each commit it wakes those who wait for a position. */
@Injectable()
export class ProjectionMetrics implements ProjectorObserver {
  private readonly events;
  private readonly batch;
  private readonly skips;
  private readonly holds;
  private readonly delivered;
  private readonly lagging;

  constructor(
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly wait: WaitFor,
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

  lag(events: number): void {
    this.lagging.set(events);
  }

  skipped(type: string): void {
    this.skips.inc({ type });
  }
}
