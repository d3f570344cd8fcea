import type { Logger } from '@rollcall/platform';
import { TokenService } from './tokens/token-service';
import type { Wiring } from './wiring';
import { Erasing } from './erasure/erasing';
import { ErasureCommands } from './erasure/erasure-commands';
import { Erasures } from './erasure/erasures';
import { tenantSteps } from './erasure/tenant-steps';
import { userSteps } from './erasure/user-steps';

/** What decides erasures, and what carries them out. */
export interface ErasingParts {
  readonly commands: ErasureCommands;
  readonly erasures: Erasures;
  readonly erasing: Erasing;
}

export const wireErasing = (
  {
    log,
    watching: pool,
    requestLog,
    tokens,
  }: Pick<Wiring, 'log' | 'watching' | 'requestLog' | 'tokens'>,
  logger: Logger,
): ErasingParts => {
  const erasures = new Erasures(pool);
  const service = new TokenService(tokens);
  const steps = {
    user: userSteps(pool, requestLog, erasures),
    tenant: tenantSteps(pool, requestLog, erasures, (tenantId) => service.forget(tenantId)),
  };
  return {
    commands: new ErasureCommands(log),
    erasures,
    erasing: new Erasing(erasures, steps, logger),
  };
};
