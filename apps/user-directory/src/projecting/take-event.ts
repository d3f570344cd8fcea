import { isOfFormerEpoch, isRewritten, type ReadEvent } from '@rollcall/contracts';
import type { Logger } from '@rollcall/platform';
import { forget, type TenantState } from './checkpoint';
import type { Run } from './projection';
import { isTenantErasure } from './tenant-erasures';
import { takeTenantFact } from './tenant-facts';

/** What comes of an event: it was applied, was there before, or its tenant has to be emptied first. */
export type Taken =
  | { readonly as: 'applied' | 'seen' | 'emptying' }
  | { readonly as: 'held'; readonly reason: string };

const held = (reason: string): Taken => ({ as: 'held', reason });

/**
 * Applies an event when it is the next one of its tenant's history. Nothing of it happens otherwise,
 * and a tenant is emptied for nothing else. `emptied`: the tenants whose rows are gone already.
 */
export const takeEvent = (
  tenant: TenantState,
  runs: readonly Run[],
  event: ReadEvent,
  emptied: ReadonlySet<string>,
  logger: Logger,
): Taken => {
  const { position, type } = event;
  if (position <= tenant.position)
    return isRewritten(tenant, event)
      ? held(`the log went back in time: position ${position} was published again; rebuild`)
      : { as: 'seen' };
  if (position !== tenant.position + 1)
    return held(`position ${position} came after ${tenant.position}`);
  if (isOfFormerEpoch(tenant, event))
    return held(`position ${position} is of an epoch that ended before that of ${tenant.position}`);
  const isErasure = isTenantErasure(type);
  if (isErasure && !emptied.has(tenant.tenantId)) {
    tenant.erasing = position;
    return { as: 'emptying' };
  }
  if (!isErasure && tenant.erasing !== undefined)
    return held(`position ${position} was TenantErased and is now ${type}; rebuild`);
  try {
    if (isErasure) forget(tenant);
    else for (const one of runs) one.apply(tenant, event);
  } catch (error) {
    logger.error({ err: error, tenantId: tenant.tenantId }, 'event could not be projected');
    return held(`position ${position} (${type}) could not be projected`);
  }
  takeTenantFact(tenant, event);
  tenant.position = position;
  tenant.epoch = event.epoch;
  return { as: 'applied' };
};
