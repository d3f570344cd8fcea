import { Injectable } from '@nestjs/common';
import { ProblemError } from '@rollcall/platform';
import { Sealer } from '@rollcall/webhooks';
import { DeliveryConfig } from '../config/delivery-config';
import type { SealedSecret } from './claim';

/** For so long a replaced secret signs as well. */
const OVERLAP_MS = 24 * 3_600_000;

/** The secrets of endpoints as the database has them, each bound to its endpoint. */
@Injectable()
export class EndpointSecrets {
  private readonly sealer: Sealer | undefined;

  constructor({ SEALING_KEYS }: DeliveryConfig) {
    this.sealer = SEALING_KEYS && new Sealer(SEALING_KEYS, 'webhook endpoints');
  }

  /** The list with a new secret before the others; throws a 409 problem without SEALING_KEYS. */
  add(endpoint: string, secret: string, former: readonly SealedSecret[]): readonly SealedSecret[] {
    if (!this.sealer)
      throw new ProblemError(
        409,
        'Conflict',
        'Webhooks need SEALING_KEYS: set them at event-delivery, then restart it.',
      );
    const until = new Date(Date.now() + OVERLAP_MS).toISOString();
    const [newest] = former;
    return [
      { sealed: this.sealer.seal(secret, Buffer.from(endpoint)), until: null },
      // One is replaced at a time: of two that were replaced in a day the older one is gone.
      ...(newest ? [{ ...newest, until }] : []),
    ];
  }

  /** Those that sign now; undefined when none can be opened. */
  open(endpoint: string, secrets: readonly SealedSecret[]): readonly string[] | undefined {
    const now = Date.now();
    const opened = secrets
      .filter(({ until }) => until === null || Date.parse(until) > now)
      .map(({ sealed }) => this.sealer?.open(sealed, Buffer.from(endpoint)))
      .filter((secret) => secret !== undefined);
    return opened.length === 0 ? undefined : opened;
  }
}
