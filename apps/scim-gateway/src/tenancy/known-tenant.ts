import type { TenantId } from '@rollcall/contracts';
import { type ProblemError } from '@rollcall/platform';
import { problem } from '../http/problem';
import type { EventLog, TenantState } from '../event-log/port/event-log';
import { isTenantId } from './tenant-id';

/** Also the answer for an unknown tenant: it does not reveal the tenants that exist. */
export const noSuchTenant = (): ProblemError => problem(404, 'There is no tenant with this id.');

const isRegistered = ({ position }: TenantState): boolean => position > 0;

/** Throws a 404 problem. */
export const knownTenant = async (log: EventLog, id: TenantId): Promise<TenantState> => {
  const tenant = isTenantId(id) ? await log.tenant(id) : undefined;
  if (!tenant || !isRegistered(tenant)) throw noSuchTenant();
  return tenant;
};
