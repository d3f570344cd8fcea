import { Controller, Get, Head, Query, Req, Res } from '@nestjs/common';
import { clientOf, type ClientKey, type Scope } from '@rollcall/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Feed, type FeedRequest } from '../feed/feed';
import { Acknowledgements } from '../subscriptions/acknowledgements';
import openApi from './openapi.json';
import { feedQuery, nextOf, type Query as Params } from './feed-query';

/** Which scope each question takes. */
export const CLIENT_ROUTES: Readonly<Record<string, Scope>> = {
  'GET /events/v1': 'events:read',
  'GET /events/v1/openapi.json': 'events:read',
  'GET /events/v1/subscriptions': 'events:read',
  'GET /events/v1/subscriptions/:name': 'events:read',
  'POST /events/v1/subscriptions/:name': 'events:read',
  'DELETE /events/v1/subscriptions/:name': 'events:read',
};

const MEDIA_TYPE = 'application/cloudevents-batch+json';

const withCursor = (reply: FastifyReply, query: Params, cursor: string): void => {
  void reply
    .header('content-type', MEDIA_TYPE)
    .header('cache-control', 'no-store')
    .header('x-rollcall-cursor', cursor)
    .header('link', `<${nextOf(query, cursor)}>; rel="next"`);
};

/** The feed: CloudEvents in batches, each with the cursor of the next one. */
@Controller('events/v1')
export class EventsController {
  constructor(
    private readonly feed: Feed,
    private readonly acknowledgements: Acknowledgements,
  ) {}

  /** Where now is, whatever `after` says. Fastify would answer HEAD by GET otherwise. */
  @Head()
  async now(
    @Req() request: FastifyRequest,
    @Query() query: Params,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.feed.tenantsOf({ ...feedQuery(query), allowed: clientOf(request).tenants });
    withCursor(reply, query, await this.feed.now());
  }

  @Get()
  async events(
    @Req() request: FastifyRequest,
    @Query() query: Params,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const client = clientOf(request);
    const { subscription, ...page } = feedQuery(query);
    const question = { ...page, allowed: client.tenants };
    const onPlace =
      subscription === undefined ? undefined : await this.placeOf(client, subscription, question);
    const left = new AbortController();
    reply.raw.once('close', () => left.abort());
    const { body, cursor } = await this.feed.read({ ...question, onPlace }, left.signal);
    withCursor(reply, query, cursor);
    return body;
  }

  /** With a name, the cursor of a request says what its client has processed. */
  private async placeOf(
    client: ClientKey,
    name: string,
    question: FeedRequest,
  ): Promise<(seq: number) => void> {
    const tenants = await this.feed.tenantsOf(question);
    await this.acknowledgements.claim(client, name, 'feed', tenants);
    return (seq) => this.acknowledgements.place(name, seq, tenants);
  }

  @Get('openapi.json')
  document(): object {
    return openApi;
  }
}
