import { Get } from '@nestjs/common';
import { statusView, type StatusView } from '@rollcall/contracts';
import type { CallerSocket } from '@rollcall/platform';
import { AdminController, Answers, Role, Summary } from '../admin-kit/operation';
import { Socket } from '../admin-kit/parameters';
import type { TenantState } from '../event-log/port/event-log';
import { Tenant } from '../tenancy/tenant.pipe';
import { ConnectionStatus } from './connection-status';

/** `/admin/v1/tenants/{id}/status`: how the connection does now. */
@AdminController('tenants/:tenantId/status')
export class StatusController {
  constructor(private readonly connectionStatus: ConnectionStatus) {}

  @Get()
  @Role('viewer')
  @Summary(
    'Shows the state of the connection: on or off, last request, refusals of the day by cause, users, the token in use.',
  )
  @Answers(statusView)
  show(@Tenant() tenant: TenantState, @Socket() socket: CallerSocket): Promise<StatusView> {
    return this.connectionStatus.of(tenant, socket);
  }
}
