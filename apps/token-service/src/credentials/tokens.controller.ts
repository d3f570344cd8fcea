import type { Admission, IssuedToken, TokenIds, TokenView } from '@rollcall/contracts';
import { callerOf, ProblemError } from '@rollcall/platform';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { badRequest, issueRequestOf, membersOf } from './issue-request';
import { TokenDesk } from './tokens.service';
import type { ListPart } from './token-store';

const TENANT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

const tenantOf = (text: string): string => {
  if (TENANT.test(text)) return text;
  throw badRequest('The tenant id in the path is not one: letters, digits, ".", "_" and "-" only.');
};

const MOST_IDS = 1_000;

const idsOf = (ids: unknown, name = 'ids'): readonly string[] => {
  if (Array.isArray(ids) && ids.length <= MOST_IDS && ids.every((id) => typeof id === 'string'))
    return ids as readonly string[];
  throw badRequest(`${name} must be a list of at most ${MOST_IDS} strings.`);
};

const CURSOR = /^\d{1,15}-[0-9A-Za-z]{16}$/;
const MOST_LISTED = 200;
const LISTED = 100;

const partOf = (query: unknown): ListPart => {
  const { cursor, count = String(LISTED) } = membersOf(query);
  if (cursor !== undefined && (typeof cursor !== 'string' || !CURSOR.test(cursor)))
    throw badRequest('cursor must be the next of the page before.');
  const most = typeof count === 'string' && /^\d{1,3}$/.test(count) ? Number(count) : 0;
  if (most < 1 || most > MOST_LISTED)
    throw badRequest(`count must be a whole number from 1 to ${MOST_LISTED}.`);
  return { cursor, count: most };
};

/** The gateway says for whom it acts; whoever has an operator's key is `operator`. */
const actorOf = (request: FastifyRequest): string => {
  if (callerOf(request) !== 'gateway') return 'operator';
  const actor = request.headers['x-actor'];
  return typeof actor === 'string' && /^[\x21-\x7e]{1,200}$/.test(actor) ? actor : 'operator';
};

/** Questions of the gateway; design §6, on the internal port. */
@Controller('internal/v1')
export class TokensController {
  constructor(private readonly desk: TokenDesk) {}

  @Post('admissions')
  @HttpCode(200)
  admit(@Body() body: unknown): Promise<Admission> {
    const { token } = membersOf(body);
    if (typeof token !== 'string') throw badRequest('token must be a string.');
    return this.desk.admit(token);
  }

  /**
   * Which of up to a thousand ids belong to a token, live or ended, and to which tenant: an id is no
   * secret, and whoever sends one has shown nothing by it.
   */
  @Post('token-ids')
  @HttpCode(200)
  async existing(@Body() body: unknown): Promise<TokenIds> {
    const found = await this.desk.existing(idsOf(membersOf(body)['ids']));
    return { existing: [...found.keys()], tenants: Object.fromEntries(found) };
  }

  /** When the last live token of each of up to a thousand tenants ends: null where none is left. */
  @Post('last-ends')
  @HttpCode(200)
  async lastEnds(@Body() body: unknown): Promise<{ lastEnds: readonly (string | null)[] }> {
    const tenants = idsOf(membersOf(body)['tenants'], 'tenants').map(tenantOf);
    return { lastEnds: await this.desk.lastEnds(tenants) };
  }

  @Post('tenants/:tenantId/tokens')
  issue(
    @Param('tenantId') tenant: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<IssuedToken> {
    const wish = issueRequestOf(body, this.desk.now());
    return this.desk.issue(tenantOf(tenant), wish, request.id);
  }

  @Get('tenants/:tenantId/tokens')
  list(
    @Param('tenantId') tenant: string,
    @Query() query: unknown,
  ): Promise<{ tokens: TokenView[]; next: string | null }> {
    return this.desk.list(tenantOf(tenant), partOf(query));
  }

  /** Of an erased tenant: every token is forgotten, and none is made any more. */
  @Delete('tenants/:tenantId/tokens')
  @HttpCode(204)
  async erase(@Param('tenantId') tenant: string, @Req() request: FastifyRequest): Promise<void> {
    await this.desk.erase(tenantOf(tenant), actorOf(request), request.id);
  }

  /** 204 when Kafka has the fact; 202 when the revocation took effect and its fact waits. */
  @Delete('tenants/:tenantId/tokens/:id')
  async revoke(
    @Param('tenantId') tenant: string,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const outcome = await this.desk.revoke(tenantOf(tenant), id, actorOf(request), request.id);
    if (outcome === 'absent')
      throw new ProblemError(404, 'Not Found', 'This tenant has no token with that id.');
    reply.code(outcome === 'told' ? 204 : 202).send();
  }
}
