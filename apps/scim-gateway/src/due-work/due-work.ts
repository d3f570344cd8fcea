import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import { Repeating } from '../lifecycle/periodic-task';
import { SwitchOffs } from '../request-log/switch-offs';
import { LOGGER } from '../runtime/tokens';
import { Webhooks } from '../token-expiry-notices/webhooks';
import { Rotations } from '../tokens/rotations';

const EVERY_MS = 5_000;

/** What comes due by itself: ends of overlaps, warnings to be sent. */
@Injectable()
export class DueWork implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly turns: Repeating;

  constructor(
    rotations: Rotations,
    webhooks: Webhooks,
    switchOffs: SwitchOffs,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.turns = new Repeating(
      EVERY_MS,
      () => Promise.all([rotations.finishDue(), webhooks.turn(), switchOffs.turn()]),
      (err) =>
        logger.warn(
          { err },
          'scheduled run of rotations, webhooks and refused deactivations failed, will retry',
        ),
    );
  }

  onApplicationBootstrap(): void {
    void this.turns.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.turns.stop();
  }
}
