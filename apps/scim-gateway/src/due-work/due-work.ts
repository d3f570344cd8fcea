import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import { PeriodicTask } from '../lifecycle/periodic-task';
import { SwitchOffs } from '../request-log/switch-offs';
import { LOGGER } from '../runtime/tokens';
import { Webhooks } from '../token-expiry-notices/webhooks';
import { Rotations } from '../tokens/rotations';

/** What comes due by itself: ends of overlaps, warnings to be sent. */
@Injectable()
export class DueWork extends PeriodicTask {
  constructor(
    private readonly rotations: Rotations,
    private readonly webhooks: Webhooks,
    private readonly switchOffs: SwitchOffs,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(logger, {
      everyMs: 5_000,
      failure: 'scheduled run of rotations, webhooks and refused deactivations failed, will retry',
    });
  }

  protected run(): Promise<unknown> {
    const { rotations, webhooks, switchOffs } = this;
    return Promise.all([rotations.finishDue(), webhooks.turn(), switchOffs.turn()]);
  }
}
