import { tenantId, type Overview, type TenantId, type TenantView } from '@rollcall/contracts';
import { Controller, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ProblemError } from '@rollcall/platform';
import { randomBytes } from 'node:crypto';
import { TenantSettings } from '../tenancy/tenant-settings';
import { GatewayConfig } from '../config/gateway-config';
import { EventLog, type TenantState } from '../event-log/port/event-log';
import { initiatorOf, type AdminRequest } from '../admin-kit/access';
import { ChangeTenantDto, RegisterTenantDto } from './admin.dto';
import { PageDto } from '../admin-kit/page.dto';
import { knownTenant } from '../tenancy/known-tenant';
import { readDto, readQuery } from '../admin-kit/read-dto';
import { TenantCommands } from '../tenancy/tenant-commands';
import { TenantPages } from './tenant-pages';

/** `/admin/v1/tenants`: register, read, change. Errors are problems (RFC 9457). */
@Controller('admin/v1/tenants')
export class TenantsController {
  constructor(
    private readonly commands: TenantCommands,
    private readonly settings: TenantSettings,
    private readonly log: EventLog,
    private readonly config: GatewayConfig,
    private readonly pages: TenantPages,
  ) {}

  @Post()
  async register(@Req() request: AdminRequest): Promise<TenantView> {
    const wish = readDto(RegisterTenantDto, request.body);
    const id = tenantId(wish.id ?? `t${randomBytes(8).toString('hex')}`);
    const made = await this.commands.register(id, wish, initiatorOf(request));
    if (!made)
      throw new ProblemError(
        409,
        'Conflict',
        `A tenant with the id ${id} exists, or was erased: an id is given once. Choose another id.`,
        undefined,
        'tenant-exists',
      );
    this.settings.put(made);
    return this.view(made);
  }

  @Get()
  async all(@Query() query: object): Promise<{ tenants: TenantView[]; next: string | null }> {
    const { tenants, next } = await this.pages.page(readQuery(PageDto, query));
    return { tenants: tenants.map((one) => this.view(one)), next };
  }

  @Get(':tenantId')
  async one(@Param('tenantId') id: TenantId): Promise<TenantView> {
    return this.view(await knownTenant(this.log, id));
  }

  @Patch(':tenantId')
  @HttpCode(200)
  async change(@Param('tenantId') id: TenantId, @Req() request: AdminRequest): Promise<TenantView> {
    const wish = readDto(ChangeTenantDto, request.body);
    await knownTenant(this.log, id);
    const changed = await this.commands.change(id, wish, initiatorOf(request));
    this.settings.put(changed);
    return this.view(changed);
  }

  private view({ tenantId: id, name, profile, provisioning, rateLimit, createdAt }: TenantState) {
    return {
      id,
      name,
      profile,
      provisioning,
      rateLimit,
      createdAt,
      scimBaseUrl: this.config.scimBaseUrl,
    };
  }
}

/** `/admin/v1/overview`: every tenant at a glance, for operators. */
@Controller('admin/v1/overview')
export class OverviewController {
  constructor(private readonly pages: TenantPages) {}

  @Get()
  overview(@Query() query: object): Promise<Overview> {
    return this.pages.overview(readQuery(PageDto, query));
  }
}
