import type { BrandingView, TenantId } from '@rollcall/contracts';
import { Controller, Get, HttpCode, Param, Patch, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { actOf, type AdminRequest } from '../admin-kit/access';
import { OperatorActs } from '../admin-kit/operator-acts';
import { readDto } from '../admin-kit/read-dto';
import { knownTenant } from '../admin/tenants.controller';
import { EventLog } from '../event-log/port/event-log';
import type { Attempt } from '../console-auth/attempts';
import { Links } from '../console-auth/links';
import { OpenSessionDto } from '../console-auth/ways.dto';
import { Branding, namedIn } from './branding';
import { ChangeBrandingDto } from './branding.dto';

/** `/admin/v1/tenants/{id}/branding`: what the console of a tenant looks like. */
@Controller('admin/v1/tenants/:tenantId/branding')
export class BrandingController {
  constructor(
    private readonly log: EventLog,
    private readonly branding: Branding,
    private readonly acts: OperatorActs,
  ) {}

  @Get()
  async show(@Param('tenantId') tenantId: TenantId): Promise<BrandingView> {
    await knownTenant(this.log, tenantId);
    return this.branding.of(tenantId);
  }

  @Patch()
  @HttpCode(200)
  async change(
    @Param('tenantId') tenantId: TenantId,
    @Req() request: AdminRequest,
  ): Promise<BrandingView> {
    const change = readDto(ChangeBrandingDto, request.body);
    await knownTenant(this.log, tenantId);
    const data = { parts: namedIn(change) };
    await this.acts.record({ type: 'BrandingChanged', data }, actOf(request), tenantId);
    await this.branding.change(tenantId, change);
    return this.branding.of(tenantId);
  }
}

/** `/admin/v1/session/branding`: what whoever holds a set-up link sees before they open it. */
@Controller('admin/v1/session/branding')
export class LinkBrandingController {
  constructor(
    private readonly links: Links,
    private readonly branding: Branding,
  ) {}

  /** Any text that is no link of ours is answered alike: nobody learns by it which links there are. */
  @Post()
  @HttpCode(200)
  async look(@Req() request: FastifyRequest & { attempt?: Attempt }): Promise<BrandingView> {
    const { link } = readDto(OpenSessionDto, request.body);
    const tenantId = request.attempt && (await this.links.tenantOf(link));
    if (tenantId === undefined) return this.branding.ofInstallation;
    request.attempt?.good();
    return this.branding.of(tenantId);
  }
}
