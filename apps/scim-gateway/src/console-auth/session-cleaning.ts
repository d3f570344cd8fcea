import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import { PeriodicTask } from '../lifecycle/periodic-task';
import { LOGGER } from '../runtime/tokens';
import { Sessions } from './sessions';

/** Deletes the sessions that ended. */
@Injectable()
export class SessionCleaning extends PeriodicTask {
  constructor(
    private readonly sessions: Sessions,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(logger, {
      everyMs: 600_000,
      failure: 'expired sessions and links could not be deleted',
    });
  }

  protected run(): Promise<void> {
    return this.sessions.clean();
  }
}
