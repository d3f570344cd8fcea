import { Injectable, Param, type PipeTransform } from '@nestjs/common';
import type { TenantId } from '@rollcall/contracts';
import { EventLog, type TenantState } from '../event-log/port/event-log';
import { knownTenant } from './known-tenant';

/** The tenant of an id; throws a 404 problem. */
@Injectable()
export class TenantPipe implements PipeTransform<TenantId, Promise<TenantState>> {
  constructor(private readonly log: EventLog) {}

  transform(id: TenantId): Promise<TenantState> {
    return knownTenant(this.log, id);
  }
}

/** `@Tenant() tenant: TenantState`: the tenant that the path names; 404 for an unknown one. */
export const Tenant = (): ParameterDecorator => Param('tenantId', TenantPipe);
