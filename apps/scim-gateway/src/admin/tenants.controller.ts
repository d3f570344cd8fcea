import { tenantId, type TenantId } from '@rollcall/contracts';
import { Controller, Get, HttpCode, Param, Patch, Post, Req } from '@nestjs/common';
import { ProblemError } from '@rollcall/platform';
import type { FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import { TenantSettings } from '../auth/tenant-settings';
import { GatewayConfig } from '../config';
import { EventLog, type TenantState } from '../log/event-log';
import { ChangeTenantDto, isTenantId, RegisterTenantDto } from './admin.dto';
import { readDto } from './read-dto';
import { TenantCommands } from './tenant-commands';

/** A tenant as the admin API shows it. */
export interface TenantView {
  readonly id: string;
  readonly name: string;
  readonly profile: string;
  readonly provisioning: string;
  readonly rateLimit: number | null;
  readonly createdAt: string;
  readonly scimBaseUrl: string;
}

/** `/admin/v1/tenants`: register, read, change. Errors are problems (RFC 9457). */
@Controller('admin/v1/tenants')
export class TenantsController {
  constructor(
    private readonly commands: TenantCommands,
    private readonly settings: TenantSettings,
    private readonly log: EventLog,
    private readonly config: GatewayConfig,
  ) {}

  @Post()
  async register(@Req() request: FastifyRequest): Promise<TenantView> {
    const wish = readDto(RegisterTenantDto, request.body);
    const id = tenantId(wish.id ?? `t${randomBytes(8).toString('hex')}`);
    const made = await this.commands.register(id, wish, request.id);
    if (!made)
      throw new ProblemError(
        409,
        'Conflict',
        `A tenant with the id ${id} exists. Choose another id.`,
      );
    this.settings.put(made);
    return this.view(made);
  }

  @Get()
  async all(): Promise<{ tenants: TenantView[] }> {
    const tenants = await this.log.tenants();
    return { tenants: tenants.filter(isRegistered).map((one) => this.view(one)) };
  }

  @Get(':id')
  async one(@Param('id') id: TenantId): Promise<TenantView> {
    return this.view(await knownTenant(this.log, id));
  }

  @Patch(':id')
  @HttpCode(200)
  async change(@Param('id') id: TenantId, @Req() request: FastifyRequest): Promise<TenantView> {
    const wish = readDto(ChangeTenantDto, request.body);
    await knownTenant(this.log, id);
    const changed = await this.commands.change(id, wish, request.id);
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

const isRegistered = ({ position }: TenantState): boolean => position > 0;

/** Throws a 404 problem. */
export const knownTenant = async (log: EventLog, id: TenantId): Promise<TenantState> => {
  const tenant = isTenantId(id) ? await log.tenant(id) : undefined;
  if (!tenant || !isRegistered(tenant))
    throw new ProblemError(404, 'Not Found', 'There is no tenant with this id.');
  return tenant;
};
