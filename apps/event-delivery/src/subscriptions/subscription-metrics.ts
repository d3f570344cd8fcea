import { Inject, Injectable } from '@nestjs/common';
import { Metrics, type Logger } from '@rollcall/platform';
import { LOGGER } from '../service/logger';
import { Subscriptions, type Subscription } from './subscriptions';

const LOOK_EVERY_MS = 5_000;
/** Series of one metric: those with the longest delays. */
const MOST_SERIES = 50;

/** What subscriptions lack, for Prometheus: every replica says the same. */
@Injectable()
export class SubscriptionMetrics {
  private newest: readonly Subscription[] = [];
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly subscriptions: Subscriptions,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(Metrics) metrics: Metrics,
  ) {
    const gauge = (name: string, help: string, of: (one: Subscription) => number): void =>
      void metrics.gauge(name, help, ['subscription'], (each) => {
        each.reset();
        for (const one of this.newest) each.set({ subscription: one.name }, of(one));
      });
    gauge(
      'rollcall_subscription_oldest_unacknowledged_deactivation_seconds',
      'Age of the oldest deactivation that a subscription has not acknowledged; 0 without one.',
      (one) => one.oldestUnacknowledgedDeactivationSeconds ?? 0,
    );
    gauge(
      'rollcall_subscription_tenants_behind',
      'Tenants with events that a subscription has not acknowledged.',
      (one) => one.tenantsBehind,
    );
    gauge(
      'rollcall_subscription_held_tenants',
      'Tenants that a subscription holds until somebody acts.',
      (one) => one.heldTenants,
    );
  }

  start(): void {
    const look = (): void => void (this.looking ??= this.look());
    this.timer = setInterval(look, LOOK_EVERY_MS);
    look();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  private async look(): Promise<void> {
    try {
      this.newest = (await this.subscriptions.list()).slice(0, MOST_SERIES);
    } catch (err) {
      // No series rather than old ones: a gap shows in a graph.
      this.newest = [];
      this.logger.warn({ err }, 'subscriptions could not be read');
    } finally {
      this.looking = undefined;
    }
  }
}
