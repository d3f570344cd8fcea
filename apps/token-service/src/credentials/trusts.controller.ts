import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import type { AccessTokenSettings, AssertionAnswer, TrustView } from '@rollcall/contracts';
import { AccessTokenLifetime, lifetimeOf } from './access-token-lifetime';
import { AssertionGrants } from './assertion-grants';
import { assertionRequestOf, trustRequestOf } from './trust-request';
import { Actor, CorrelationId, TenantId } from './request-params';
import { TrustsService } from './trusts.service';

/** Trusts, assertions and the lifetime of access tokens, on the internal port. */
@Controller('internal/v1')
export class TrustsController {
  constructor(
    private readonly trusts: TrustsService,
    private readonly grants: AssertionGrants,
    private readonly lifetime: AccessTokenLifetime,
  ) {}

  /** An access token for a signed assertion, or which keys the gateway has to read for it. */
  @Post('assertions')
  @HttpCode(200)
  grant(@Body() body: unknown): Promise<AssertionAnswer> {
    return this.grants.grant(assertionRequestOf(body));
  }

  /** Of a new client, unless the body names one. */
  @Post('tenants/:tenantId/trusts')
  add(
    @Param('tenantId', TenantId) tenantId: string,
    @Body() body: unknown,
    @CorrelationId() correlationId: string,
  ): Promise<TrustView> {
    return this.trusts.add(tenantId, trustRequestOf(body), correlationId);
  }

  @Get('tenants/:tenantId/trusts')
  async list(
    @Param('tenantId', TenantId) tenantId: string,
  ): Promise<{ trusts: readonly TrustView[] }> {
    return { trusts: await this.trusts.list(tenantId) };
  }

  @Get('tenants/:tenantId/access-tokens')
  async settings(@Param('tenantId', TenantId) tenantId: string): Promise<AccessTokenSettings> {
    return { lifetimeMinutes: await this.lifetime.of(tenantId) };
  }

  @Put('tenants/:tenantId/access-tokens')
  async choose(
    @Param('tenantId', TenantId) tenantId: string,
    @Body() body: unknown,
    @Actor() actor: string,
    @CorrelationId() correlationId: string,
  ): Promise<AccessTokenSettings> {
    const lifetimeMinutes = lifetimeOf(body);
    await this.lifetime.choose(tenantId, lifetimeMinutes, actor, correlationId);
    return { lifetimeMinutes };
  }
}
