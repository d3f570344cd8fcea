import { Body, Delete, Get, Param, Post } from '@nestjs/common';
import {
  clientList,
  issuedClientSecret,
  type ClientList,
  type IssuedClientSecret,
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
import { ClientSecretDto } from './client-secret.dto';
import { Clients } from './clients';

/** `/admin/v1/tenants/{id}/clients`: a secret is seen once, in the answer that made it. */
@AdminController('tenants/:tenantId/clients')
export class ClientsController {
  constructor(
    private readonly clients: Clients,
    private readonly tokens: TokenService,
  ) {}

  @Post()
  @Role('administrator')
  @Summary('Creates an OAuth client with its first secret; only this response contains the secret.')
  @Records('TokenIssued')
  @Answers(issuedClientSecret)
  @Refuses(409)
  @Creates('secret')
  create(
    @Tenant() { tenantId }: TenantState,
    @Body() secret: ClientSecretDto,
    @InitiatedBy() initiator: Initiator,
  ): Promise<IssuedClientSecret> {
    return this.clients.create(tenantId, secret, initiator);
  }

  @Get()
  @Role('viewer')
  @Summary(
    'Lists the OAuth clients of a tenant, each with its live secrets and trusts, newest first. A client without either is gone.',
  )
  @Answers(clientList)
  list(@Tenant() { tenantId }: TenantState): Promise<ClientList> {
    return this.clients.list(tenantId);
  }

  @Post(':clientId/secrets')
  @Role('administrator')
  @Summary(
    'Adds a secret to an OAuth client; the others stay valid. Only this response contains the secret.',
  )
  @Records('TokenIssued')
  @Answers(issuedClientSecret)
  @Refuses(409)
  @Creates('secret')
  addSecret(
    @Tenant() { tenantId }: TenantState,
    @Param('clientId') clientId: string,
    @Body() secret: ClientSecretDto,
    @InitiatedBy() initiator: Initiator,
  ): Promise<IssuedClientSecret> {
    return this.clients.addSecret(tenantId, clientId, secret, initiator);
  }

  @Delete(':clientId/secrets/:secretId')
  @Role('administrator')
  @Summary(
    'Revokes one secret and the access tokens that were granted for it: 204 when the event is published, 202 when the revocation took effect and the event is not yet published.',
  )
  @Records('TokenRevoked')
  @Answers(null, 202, 204)
  async revokeSecret(
    @Tenant() { tenantId }: TenantState,
    @Param('clientId') clientId: string,
    @Param('secretId') secretId: string,
    @InitiatedBy() initiator: Initiator,
    @StatusSetter() setStatus: SetStatus,
  ): Promise<void> {
    const { clients } = await this.clients.list(tenantId);
    const client = clients.find(({ id }) => id === clientId);
    if (!client?.secrets.some(({ id }) => id === secretId))
      throw problem(404, 'This client has no live secret with that id.');
    setStatus(await this.tokens.revoke(tenantId, secretId, initiator));
  }

  @Delete(':clientId')
  @Role('administrator')
  @Summary(
    'Revokes every secret and trust of an OAuth client and its access tokens: 204 when the events are published, 202 when the revocation took effect and an event is not yet published.',
  )
  @Records('TokenRevoked')
  @Answers(null, 202, 204)
  async revoke(
    @Tenant() { tenantId }: TenantState,
    @Param('clientId') clientId: string,
    @InitiatedBy() initiator: Initiator,
    @StatusSetter() setStatus: SetStatus,
  ): Promise<void> {
    setStatus(await this.clients.revoke(tenantId, clientId, initiator));
  }
}
