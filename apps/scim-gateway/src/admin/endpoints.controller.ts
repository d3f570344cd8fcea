import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  createdEndpoint,
  deliveryList,
  endpointList,
  endpointRedriven,
  endpointReplayed,
  endpointTest,
  endpointView,
  type CreatedEndpoint,
  type DeliveryList,
  type EndpointList,
  type EndpointRedriven,
  type EndpointReplayed,
  type EndpointTest,
  type EndpointView,
} from '@rollcall/contracts';
import type { Initiator } from '../admin-kit/audit-log';
import {
  AdminController,
  Answers,
  Records,
  RecordsNothing,
  Refuses,
  Role,
  Summary,
} from '../admin-kit/operation';
import { OperatorAuditLog, type OperatorActionType } from '../admin-kit/operator-audit-log';
import { InitiatedBy } from '../admin-kit/parameters';
import { GatewayConfig } from '../config/gateway-config';
import { problem } from '../http/problem';
import { webhookUrl } from '../token-expiry-notices/webhook-url';
import { DeliveryService } from './delivery-service';
import {
  ChangeEndpointDto,
  CreateEndpointDto,
  DeliveriesDto,
  RedriveEndpointDto,
  ReplayEndpointDto,
} from './endpoints.dto';

const pathOf = (name: string): string => `/webhooks/${encodeURIComponent(name)}`;
/** The endpoint has ten seconds. */
const TEST_MS = 15_000;

/** `/admin/v1/webhooks`: endpoints that event-delivery posts the events to. */
@AdminController('webhooks')
export class EndpointsController {
  constructor(
    private readonly delivery: DeliveryService,
    private readonly audit: OperatorAuditLog,
    private readonly config: GatewayConfig,
  ) {}

  @Get()
  @Role('operator')
  @Summary('Lists the endpoints of webhooks.')
  @Answers(endpointList)
  @Refuses(503)
  async all(): Promise<EndpointList> {
    if (!this.delivery.isConfigured) return { isConfigured: false, endpoints: [] };
    type Listed = Pick<EndpointList, 'endpoints'>;
    const { endpoints } = await this.delivery.ask<Listed>('GET', '/webhooks');
    return { isConfigured: true, endpoints };
  }

  @Post()
  @Role('operator')
  @Summary('Creates an endpoint; only this response contains its secret.')
  @Records('EndpointCreated')
  @Answers(createdEndpoint)
  @Refuses(409, 503)
  async create(
    @Body() endpoint: CreateEndpointDto,
    @InitiatedBy() initiator: Initiator,
  ): Promise<CreatedEndpoint> {
    const { name, url } = endpoint;
    const origin = this.originOf(url);
    if (await this.delivery.has(`/subscriptions/${encodeURIComponent(name)}`))
      throw problem(409, 'There is a subscription with this name already.');
    await this.record('EndpointCreated', { name, origin }, initiator);
    return this.delivery.ask('POST', '/webhooks', endpoint);
  }

  @Get(':name')
  @Role('operator')
  @Summary('Shows an endpoint, with the tenants that are held or failing, and why.')
  @Answers(endpointView)
  @Refuses(409, 503)
  show(@Param('name') name: string): Promise<EndpointView> {
    return this.delivery.ask('GET', pathOf(name));
  }

  @Patch(':name')
  @Role('operator')
  @Summary('Changes an endpoint; what fails is tried again at once.')
  @Records('EndpointChanged')
  @Answers(endpointView)
  @Refuses(409, 503)
  async change(
    @Param('name') name: string,
    @Body() change: ChangeEndpointDto,
    @InitiatedBy() initiator: Initiator,
  ): Promise<EndpointView> {
    const { url, ...rest } = change;
    const moved = url === undefined ? {} : { origin: this.originOf(url) };
    await this.show(name);
    const data = { name, ...rest, ...moved };
    await this.record('EndpointChanged', data, initiator);
    return this.delivery.ask('PATCH', pathOf(name), change);
  }

  @Delete(':name')
  @HttpCode(204)
  @Role('operator')
  @Summary('Deletes an endpoint, with its log of deliveries.')
  @Records('EndpointDeleted')
  @Refuses(409, 503)
  async delete(@Param('name') name: string, @InitiatedBy() initiator: Initiator): Promise<void> {
    await this.show(name);
    await this.record('EndpointDeleted', { name }, initiator);
    await this.delivery.ask<void>('DELETE', pathOf(name));
  }

  @Post(':name/secrets')
  @Role('operator')
  @Summary(
    'Replaces the secret: only this response contains the new one; the former one signs as well for 24 hours.',
  )
  @Records('EndpointSecretReplaced')
  @Answers(createdEndpoint)
  @Refuses(409, 503)
  async replaceSecret(
    @Param('name') name: string,
    @InitiatedBy() initiator: Initiator,
  ): Promise<CreatedEndpoint> {
    await this.show(name);
    await this.record('EndpointSecretReplaced', { name }, initiator);
    return this.delivery.ask('POST', `${pathOf(name)}/secrets`);
  }

  @Post(':name/test')
  @HttpCode(200)
  @Role('operator')
  @Summary('Posts one event of the type WebhookTest, and answers what came back.')
  @RecordsNothing('It changes nothing: the test is in no history.')
  @Answers(endpointTest)
  @Refuses(409, 503)
  test(@Param('name') name: string): Promise<EndpointTest> {
    return this.delivery.ask('POST', `${pathOf(name)}/test`, undefined, TEST_MS);
  }

  @Get(':name/deliveries')
  @Role('operator')
  @Summary('Lists the requests of the last 30 days and what came back, the newest first.')
  @Answers(deliveryList)
  @Refuses(409, 503)
  deliveries(
    @Param('name') name: string,
    @Query() { tenant, failed, before, count }: DeliveriesDto,
  ): Promise<DeliveryList> {
    const query = new URLSearchParams({
      ...(tenant === undefined ? {} : { tenant }),
      ...(failed === undefined ? {} : { failed }),
      ...(before === undefined ? {} : { before: String(before) }),
      count: String(count),
    });
    return this.delivery.ask('GET', `${pathOf(name)}/deliveries?${query.toString()}`);
  }

  @Post(':name/redrive')
  @HttpCode(202)
  @Role('operator')
  @Summary('Tries tenants that are held or failing again, now.')
  @Records('EndpointRedriven')
  @Answers(endpointRedriven)
  @Refuses(409, 503)
  async redrive(
    @Param('name') name: string,
    @Body() { tenantId }: RedriveEndpointDto,
    @InitiatedBy() initiator: Initiator,
  ): Promise<EndpointRedriven> {
    await this.show(name);
    const body = tenantId === undefined ? {} : { tenantId };
    await this.record('EndpointRedriven', { name, ...body }, initiator);
    return this.delivery.ask('POST', `${pathOf(name)}/redrive`, body);
  }

  @Post(':name/replay')
  @HttpCode(202)
  @Role('operator')
  @Summary('Sends the events of a tenant again, from a position on; none is skipped.')
  @Records('EndpointReplayed')
  @Answers(endpointReplayed)
  @Refuses(409, 503)
  async replay(
    @Param('name') name: string,
    @Body() { tenantId, from }: ReplayEndpointDto,
    @InitiatedBy() initiator: Initiator,
  ): Promise<EndpointReplayed> {
    await this.show(name);
    await this.record('EndpointReplayed', { name, tenantId, from }, initiator);
    return this.delivery.ask('POST', `${pathOf(name)}/replay`, { tenantId, from });
  }

  /** Throws a 400 problem for a URL that would be refused. */
  private originOf(url: string): string {
    return webhookUrl(url, this.config.WEBHOOKS_ANYWHERE).origin;
  }

  private record(type: OperatorActionType, data: object, initiator: Initiator): Promise<void> {
    return this.audit.record({ type, data }, initiator);
  }
}
