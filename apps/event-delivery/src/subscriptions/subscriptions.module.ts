import { Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DatabaseModule } from '../database/database.module';
import { ServiceModule } from '../service/service.module';
import { AcknowledgedSeconds } from './acknowledged-seconds';
import { Acknowledgements } from './acknowledgements';
import { SubscriptionMetrics } from './subscription-metrics';
import { Subscriptions } from './subscriptions';

/** Who follows the events, and how far each is. */
@Module({
  imports: [ServiceModule, DatabaseModule],
  providers: [AcknowledgedSeconds, Acknowledgements, Subscriptions, SubscriptionMetrics],
  exports: [AcknowledgedSeconds, Acknowledgements, Subscriptions],
})
export class SubscriptionsModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly acknowledgements: Acknowledgements,
    private readonly metrics: SubscriptionMetrics,
  ) {}

  onApplicationBootstrap(): void {
    this.metrics.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.acknowledgements.flush(), this.metrics.stop()]);
  }
}
