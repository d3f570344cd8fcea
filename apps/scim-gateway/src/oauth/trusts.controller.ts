import { Body, Delete, Get, Param, Post, Put } from '@nestjs/common';
import {
  accessTokenSettings,
  trustList,
  trustView,
  type AccessTokenSettings,
  type TrustList,
  type TrustView,
} from '@rollcall/contracts';
import type { Initiator } from '../admin-kit/audit-log';
import {
  AdminController,
  Answers,
  Creates,
  Records,
  Refuses,
  Role,
  Summary,
} from '../admin-kit/operation';
import { InitiatedBy, StatusSetter, type SetStatus } from '../admin-kit/parameters';
import type { TenantState } from '../event-log/port/event-log';
import { problem } from '../http/problem';
import { Tenant } from '../tenancy/tenant.pipe';
import { TokenService } from '../tokens/token-service';
import { KeyAddresses } from './key-addresses';
import { AccessTokenDto, TrustDto } from './trust.dto';
import { Trusts } from './trusts';

/** `/admin/v1/tenants/{id}/trusts` and `/access-tokens`: OAuth clients that have no secret. */
@AdminController('tenants/:tenantId')
export class TrustsController {
  constructor(
    private readonly trusts: Trusts,
    private readonly tokens: TokenService,
    private readonly addresses: KeyAddresses,
  ) {}

  @Post('trusts')
  @Role('administrator')
  @Summary(
    'Trusts the signed assertions of an identity provider (federation) or of the client itself (private_key_jwt); without clientId for a new OAuth client.',
  )
  @Records('TrustAdded')
  @Answers(trustView)
  @Refuses(409)
  @Creates('plain')
  add(
    @Tenant() { tenantId }: TenantState,
    @Body() trust: TrustDto,
    @InitiatedBy() initiator: Initiator,
  ): Promise<TrustView> {
    this.addresses.check(trust);
    return this.trusts.add(tenantId, trust, initiator);
  }

  @Get('trusts')
  @Role('viewer')
  @Summary('Lists the trusts of a tenant that were not revoked, newest first.')
  @Answers(trustList)
  list(@Tenant() { tenantId }: TenantState): Promise<TrustList> {
    return this.trusts.list(tenantId);
  }

  @Delete('trusts/:trustId')
  @Role('administrator')
  @Summary(
    'Revokes one trust and the access tokens that were granted for it: 204 when the event is published, 202 when the revocation took effect and the event is not yet published.',
  )
  @Records('TokenRevoked')
  @Answers(null, 202, 204)
  async revoke(
    @Tenant() { tenantId }: TenantState,
    @Param('trustId') trustId: string,
    @InitiatedBy() initiator: Initiator,
    @StatusSetter() setStatus: SetStatus,
  ): Promise<void> {
    const { trusts } = await this.trusts.list(tenantId);
    if (!trusts.some(({ id }) => id === trustId))
      throw problem(404, 'This tenant has no trust with that id.');
    setStatus(await this.tokens.revoke(tenantId, trustId, initiator));
  }

  @Get('access-tokens')
  @Role('viewer')
  @Summary('Shows how many minutes the access tokens of the tenant live.')
  @Answers(accessTokenSettings)
  settings(@Tenant() { tenantId }: TenantState): Promise<AccessTokenSettings> {
    return this.trusts.settings(tenantId);
  }

  @Put('access-tokens')
  @Role('administrator')
  @Summary('Chooses how many minutes new access tokens live, from 60 to 360.')
  @Records('AccessTokenLifetimeChosen')
  @Answers(accessTokenSettings)
  choose(
    @Tenant() { tenantId }: TenantState,
    @Body() settings: AccessTokenDto,
    @InitiatedBy() initiator: Initiator,
  ): Promise<AccessTokenSettings> {
    return this.trusts.choose(tenantId, settings, initiator);
  }
}
