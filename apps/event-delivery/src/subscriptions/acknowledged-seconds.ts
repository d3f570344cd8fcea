import { Inject, Injectable } from '@nestjs/common';
import { Metrics } from '@rollcall/platform';

export type Kind = 'kit' | 'feed' | 'webhook';

/** How long deactivations took until a subscription of each kind acknowledged them. */
@Injectable()
export class AcknowledgedSeconds {
  private readonly took;

  constructor(@Inject(Metrics) metrics: Metrics) {
    this.took = metrics.histogram(
      'rollcall_subscription_acknowledged_seconds',
      'Seconds from the append of a deactivation or deprovisioning until a subscription acknowledged it.',
      ['kind'],
      [0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1_800],
    );
  }

  observe(kind: Kind, seconds: number): void {
    this.took.observe({ kind }, seconds);
  }
}
