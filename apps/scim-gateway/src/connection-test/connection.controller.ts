import { Body, Get, HttpCode, Patch, Post, Res } from '@nestjs/common';
import { connectionView, testLine, type ConnectionView } from '@rollcall/contracts';
import type { FastifyReply } from 'fastify';
import { problem } from '../http/problem';
import type { Initiator } from '../admin-kit/audit-log';
import {
  AdminController,
  Answers,
  AnswersLines,
  Records,
  RecordsNothing,
  Refuses,
  Role,
  Summary,
} from '../admin-kit/operation';
import { InitiatedBy } from '../admin-kit/parameters';
import { GatewayConfig } from '../config/gateway-config';
import type { TenantState } from '../event-log/port/event-log';
import { TenantCommands } from '../tenancy/tenant-commands';
import { TenantSettings } from '../tenancy/tenant-settings';
import { Tenant } from '../tenancy/tenant.pipe';
import { ConnectionDto, TestDto } from './connection.dto';
import { Connections } from './connections';
import type { TestCredential } from './test-client';
import { Tests } from './tests';

const testCredentialOf = (body: TestDto): TestCredential => {
  const { token, clientId, clientSecret, clientAssertion } = body;
  const proofs = [token, clientSecret, clientAssertion].filter((one) => one !== undefined);
  if (proofs.length === 1) {
    if (token !== undefined && clientId === undefined) return { token };
    if (clientId !== undefined && clientSecret !== undefined) return { clientId, clientSecret };
    if (clientId !== undefined && clientAssertion !== undefined)
      return { clientId, clientAssertion };
  }
  throw problem(400, 'Send token, or clientId with clientSecret or clientAssertion.');
};

/** `/admin/v1/tenants/{id}/connection`: the steps of setting up, left and resumed at will. */
@AdminController('tenants/:tenantId/connection')
export class ConnectionController {
  constructor(
    private readonly connections: Connections,
    private readonly tests: Tests,
    private readonly commands: TenantCommands,
    private readonly settings: TenantSettings,
    private readonly config: GatewayConfig,
  ) {}

  @Get()
  @Role('viewer')
  @Summary('Shows the steps of the connection set-up.')
  @Answers(connectionView)
  async show(@Tenant() tenant: TenantState): Promise<ConnectionView> {
    const { tenantId, provisioning, profile } = tenant;
    const { scimBaseUrl } = this.config;
    return { provisioning, ...(await this.connections.read(tenantId)), scimBaseUrl, profile };
  }

  @Patch()
  @Role('administrator')
  @Summary('Stores a step of the set-up; it changes nothing else.')
  @RecordsNothing('Stores only the progress of the set-up.')
  @Answers(connectionView)
  async draft(@Tenant() tenant: TenantState, @Body() step: ConnectionDto): Promise<ConnectionView> {
    const { days, date } = step.expiry ?? {};
    if (step.expiry && (days === undefined) === (date === undefined))
      throw problem(400, 'expiry must have days or date, and not both.');
    await this.connections.draft(tenant.tenantId, step);
    return this.show(tenant);
  }

  /** From here on the identity provider's changes are accepted. */
  @Post('save')
  @HttpCode(200)
  @Role('administrator')
  @Summary('Switches provisioning on.')
  @Records('ProvisioningEnabled')
  @Answers(connectionView)
  async save(
    @Tenant() { tenantId }: TenantState,
    @InitiatedBy() initiator: Initiator,
  ): Promise<ConnectionView> {
    const tenant = await this.commands.change(tenantId, { provisioning: 'enabled' }, initiator);
    this.settings.put(tenant);
    await this.connections.saved(tenantId);
    return this.show(tenant);
  }

  /**
   * The answer is a line of JSON as each step starts and ends, and a last one that says `done`. With a
   * client it begins at the token endpoint.
   */
  @Post('test')
  @Role('administrator')
  @Summary('Runs a test user through the whole path; one line as each step starts and ends.')
  @Records('TestUserProvisioned', 'TestUserDeprovisioned', 'ConnectionTested')
  @AnswersLines(testLine)
  @Refuses(409)
  test(
    @Tenant() { tenantId }: TenantState,
    @Body() credential: TestDto,
    @InitiatedBy() initiator: Initiator,
    @Res() reply: FastifyReply,
  ): void {
    this.tests.run(tenantId, testCredentialOf(credential), initiator, reply);
  }
}
