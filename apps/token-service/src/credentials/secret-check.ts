import { Inject, Injectable } from '@nestjs/common';
import { Peppers, UnknownPepper, type Logger } from '@rollcall/platform';
import { StoreUnavailable } from '../redis/redis-link';
import { LOGGER } from '../service/logger';

/** Compares secrets with the digests of the store. */
@Injectable()
export class SecretCheck {
  constructor(
    private readonly peppers: Peppers,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Throws StoreUnavailable without the pepper: a fault of ours, never a refusal. */
  matches(secret: string, digest: string, digestKey: string): boolean {
    try {
      return this.peppers.matches(secret, { digest, digestKey });
    } catch (error) {
      if (!(error instanceof UnknownPepper)) throw error;
      throw this.lacks(error.digestKey);
    }
  }

  /** The error for a digest whose pepper is not configured, which is logged. */
  lacks(digestKey: string): StoreUnavailable {
    this.logger.error({ pepper: digestKey }, this.peppers.lacks(digestKey).message);
    return new StoreUnavailable('The token service lacks the pepper of this token.');
  }
}
