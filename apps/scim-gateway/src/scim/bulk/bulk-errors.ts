import { Injectable, Inject } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import type { ScimError } from '@rollcall/protocol';
import { scimErrorOf } from '../errors/scim-error.filter';
import { LOGGER } from '../../runtime/tokens';

/** What an error of one operation is in its answer; a fault of ours is logged and not shown. */
@Injectable()
export class BulkErrors {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  of(reason: unknown, correlationId: string): ScimError {
    const error = scimErrorOf(reason);
    if (error.status === 500)
      this.logger.error({ err: reason, correlationId }, 'bulk operation failed unexpectedly');
    return error;
  }
}
