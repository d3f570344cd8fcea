import { Controller, Get, Head, Query, Req, Res } from '@nestjs/common';
import { clientOf, type Scope } from '@rollcall/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Feed } from '../feed/feed';
import openApi from './openapi.json';
import { feedQuery, nextOf, type Query as Params } from './feed-query';

/** Which scope each question takes. */
export const CLIENT_ROUTES: Readonly<Record<string, Scope>> = {
  'GET /events/v1': 'events:read',
  'GET /events/v1/openapi.json': 'events:read',
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
  constructor(private readonly feed: Feed) {}

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
    const question = { ...feedQuery(query), allowed: clientOf(request).tenants };
    const left = new AbortController();
    reply.raw.once('close', () => left.abort());
    const { body, cursor } = await this.feed.read(question, left.signal);
    withCursor(reply, query, cursor);
    return body;
  }

  @Get('openapi.json')
  document(): object {
    return openApi;
  }
}
