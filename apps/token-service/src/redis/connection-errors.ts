import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import { LOGGER } from '../service/logger';

const EVERY_MS = 60_000;
const MOST_FAULTS = 100;

/** Logs a fault of connections once a minute: an outage causes it many times a second. */
@Injectable()
export class ConnectionErrors {
  private readonly loggedAt = new Map<string, number>();

  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  log(error: Error): void {
    const fault = (error as NodeJS.ErrnoException).code ?? error.message;
    if (performance.now() - (this.loggedAt.get(fault) ?? -Infinity) < EVERY_MS) return;
    if (this.loggedAt.size > MOST_FAULTS) this.loggedAt.clear();
    this.loggedAt.set(fault, performance.now());
    this.logger.warn({ err: error }, 'Redis connection failed');
  }
}
