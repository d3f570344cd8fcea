import type { StatusView, TenantId } from '@rollcall/contracts';
import { Controller, Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { knownTenant } from '../tenancy/known-tenant';
import { EventLog } from '../event-log/port/event-log';
import { Standing } from './standing';

/** `/admin/v1/tenants/{id}/status`: how the connection does now. */
@Controller('admin/v1/tenants/:tenantId/status')
export class StatusController {
  constructor(
    private readonly log: EventLog,
    private readonly standing: Standing,
  ) {}

  @Get()
  async show(
    @Param('tenantId') tenantId: TenantId,
    @Req() { raw }: FastifyRequest,
  ): Promise<StatusView> {
    return this.standing.of(await knownTenant(this.log, tenantId), raw.socket);
  }
}
