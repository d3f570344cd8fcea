import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { clientOf, ProblemError } from '@rollcall/platform';
import type { FastifyRequest } from 'fastify';
import { Acknowledgements } from '../subscriptions/acknowledgements';
import { reportOf, subscriptionName } from '../subscriptions/report';
import { Subscriptions, type PositionsQuery } from '../subscriptions/subscriptions';

type Params = Readonly<Record<string, unknown>>;

const NAMES = ['tenant', 'after', 'behind'];

/** Of the query of one subscription; throws 400. */
export const positionsQuery = (query: Params): PositionsQuery => {
  const { tenant = '', after = '', behind = 'false' } = query;
  if (Object.keys(query).some((name) => !NAMES.includes(name)))
    throw refused(`There is a parameter that is unknown here. Use ${NAMES.join(', ')}.`);
  if (typeof tenant !== 'string' || typeof after !== 'string')
    throw refused('tenant and after must be given once.');
  if (behind !== 'true' && behind !== 'false') throw refused('behind must be true or false.');
  return { tenant: tenant === '' ? undefined : tenant, after, isBehind: behind === 'true' };
};

const refused = (detail: string): ProblemError => new ProblemError(400, 'Bad Request', detail);

/** What a client may see and say of its own subscriptions. */
@Controller('events/v1/subscriptions')
export class SubscriptionsController {
  constructor(
    private readonly subscriptions: Subscriptions,
    private readonly acknowledgements: Acknowledgements,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest): Promise<object> {
    return { subscriptions: await this.subscriptions.list(clientOf(request).name) };
  }

  @Get(':name')
  one(
    @Req() request: FastifyRequest,
    @Param('name') name: string,
    @Query() query: Params,
  ): Promise<object> {
    const { name: client } = clientOf(request);
    return this.subscriptions.one(subscriptionName(name), positionsQuery(query), client);
  }

  /** How far the client is, by tenant; what it says of a tenant replaces what it said before. */
  @Post(':name')
  @HttpCode(200)
  async report(
    @Req() request: FastifyRequest,
    @Param('name') text: string,
    @Body() body: unknown,
  ): Promise<object> {
    const client = clientOf(request);
    const name = subscriptionName(text);
    const { reported, foreign } = reportOf(body, client.tenants);
    await this.acknowledgements.claim(client, name, 'kit', client.tenants);
    const unknown = await this.acknowledgements.report(name, reported);
    return { unknown: [...foreign, ...unknown] };
  }

  @Delete(':name')
  @HttpCode(204)
  delete(@Req() request: FastifyRequest, @Param('name') name: string): Promise<void> {
    return this.subscriptions.delete(subscriptionName(name), clientOf(request).name);
  }
}

/** What operators ask: all of them. */
@Controller('internal/v1/subscriptions')
export class InternalSubscriptionsController {
  constructor(private readonly subscriptions: Subscriptions) {}

  @Get()
  async list(): Promise<object> {
    return { subscriptions: await this.subscriptions.list() };
  }

  @Get(':name')
  one(@Param('name') name: string, @Query() query: Params): Promise<object> {
    return this.subscriptions.one(subscriptionName(name), positionsQuery(query));
  }

  @Delete(':name')
  @HttpCode(204)
  delete(@Param('name') name: string): Promise<void> {
    return this.subscriptions.delete(subscriptionName(name));
  }
}
