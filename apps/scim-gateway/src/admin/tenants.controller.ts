import { Body, Get, Patch, Post, Query } from '@nestjs/common';
import {
  overview,
  tenantId,
  tenantPage,
  tenantView,
  type Overview,
  type TenantView,
} from '@rollcall/contracts';
import { DomainError, type DomainErrorCode } from '@rollcall/domain';
import { randomBytes } from 'node:crypto';
import { problem } from '../http/problem';
import type { Initiator } from '../admin-kit/audit-log';
import {
  AdminController,
  Answers,
  Creates,
  OperatorOnly,
  Records,
  Refuses,
  Role,
  Summary,
} from '../admin-kit/operation';
import { PageDto } from '../admin-kit/page.dto';
import { InitiatedBy } from '../admin-kit/parameters';
import { GatewayConfig } from '../config/gateway-config';
import type { TenantState } from '../event-log/port/event-log';
import { TenantCommands } from '../tenancy/tenant-commands';
import { TenantSettings } from '../tenancy/tenant-settings';
import { Tenant } from '../tenancy/tenant.pipe';
import { ChangeTenantDto, RegisterTenantDto } from './admin.dto';
import { TenantPages } from './tenant-pages';

const REFUSALS: Readonly<Partial<Record<DomainErrorCode, readonly [string, string]>>> = {
  'tenant-not-closed': [
    'Changes of this tenant are still accepted. Send {"provisioning": "disabled"} as well.',
    'not-closed',
  ],
  'tenant-moved': [
    'This tenant moved to another installation: open it there. Two that accept changes would each record a history of their own.',
    'moved',
  ],
};

const refused = (reason: unknown): never => {
  const known = reason instanceof DomainError ? REFUSALS[reason.code] : undefined;
  throw known ? problem(409, known[0], { code: known[1] }) : reason;
};

/** `/admin/v1/tenants`: register, read, change. Errors are problems (RFC 9457). */
@AdminController()
export class TenantsController {
  constructor(
    private readonly commands: TenantCommands,
    private readonly settings: TenantSettings,
    private readonly config: GatewayConfig,
    private readonly pages: TenantPages,
  ) {}

  @Post('tenants')
  @Role('operator')
  @Summary('Registers a customer organisation.')
  @Records('TenantRegistered', 'ProvisioningEnabled')
  @Answers(tenantView)
  @Refuses(409)
  @Creates('plain')
  async register(
    @Body() tenant: RegisterTenantDto,
    @InitiatedBy() initiator: Initiator,
  ): Promise<TenantView> {
    const id = tenantId(tenant.id ?? `t${randomBytes(8).toString('hex')}`);
    const made = await this.commands.register(id, tenant, initiator);
    if (!made)
      throw problem(
        409,
        `A tenant with the id ${id} exists, or was erased: an id is given once. Choose another id.`,
        { code: 'tenant-exists' },
      );
    this.settings.put(made);
    return this.view(made);
  }

  @Get('tenants')
  @Role('operator')
  @Summary('Lists the tenants, oldest first.')
  @Answers(tenantPage)
  async all(@Query() page: PageDto): Promise<{ tenants: TenantView[]; next: string | null }> {
    const { tenants, next } = await this.pages.page(page);
    return { tenants: tenants.map((one) => this.view(one)), next };
  }

  @Get('overview')
  @Role('operator')
  @Summary('Shows the state of each tenant: positions, published events, holds and quirks.')
  @Answers(overview)
  overview(@Query() page: PageDto): Promise<Overview> {
    return this.pages.overview(page);
  }

  @Get('tenants/:tenantId')
  @Role('viewer')
  @Summary('Shows one tenant.')
  @Answers(tenantView)
  one(@Tenant() tenant: TenantState): TenantView {
    return this.view(tenant);
  }

  @Patch('tenants/:tenantId')
  @Role('administrator')
  @Summary('Changes a tenant; fields that are not sent stay.')
  @Records(
    'TenantRenamed',
    'ProfileChosen',
    'ProvisioningEnabled',
    'ProvisioningDisabled',
    'TenantMoved',
    'RateLimitChosen',
  )
  @Answers(tenantView)
  @OperatorOnly('name', 'profile', 'rateLimit', 'movedTo')
  @Refuses(409)
  async change(
    @Tenant() tenant: TenantState,
    @Body() change: ChangeTenantDto,
    @InitiatedBy() initiator: Initiator,
  ): Promise<TenantView> {
    const changed = await this.commands.change(tenant.tenantId, change, initiator).catch(refused);
    this.settings.put(changed);
    return this.view(changed);
  }

  private view({ tenantId: id, name, profile, provisioning, rateLimit, createdAt }: TenantState) {
    const { scimBaseUrl } = this.config;
    return { id, name, profile, provisioning, rateLimit, createdAt, scimBaseUrl };
  }
}
