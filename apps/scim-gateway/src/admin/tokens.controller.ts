import type { IssuedToken, TenantId, TokenView } from '@rollcall/contracts';
import { Controller, Delete, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ProblemError, type InternalClient } from '@rollcall/platform';
import type { FastifyReply } from 'fastify';
import { EventLog } from '../log/event-log';
import type { AdminRequest } from './access';
import { IssueTokenDto } from './admin.dto';
import { readDto } from './read-dto';
import { knownTenant } from './tenants.controller';

/** What the token service is asked; a name of its own, so that Nest can inject it. */
export class TokenService {
  constructor(private readonly client: InternalClient) {}

  /** The answer of the token service, whatever its status; NeighbourUnavailable when it has none. */
  ask(
    method: string,
    tenantId: string,
    path: string,
    more: { body?: object; actor?: string } = {},
  ) {
    const base = `/internal/v1/tenants/${encodeURIComponent(tenantId)}/tokens`;
    const headers = more.actor === undefined ? {} : { 'x-actor': more.actor };
    return this.client.raw(method, `${base}${path}`, more.body, undefined, headers);
  }
}

type Answer = Awaited<ReturnType<TokenService['ask']>>;

/** `/admin/v1/tenants/{id}/tokens`: the token is seen once, in the answer that made it. */
@Controller('admin/v1/tenants/:tenantId/tokens')
export class TokensController {
  constructor(
    private readonly tokens: TokenService,
    private readonly log: EventLog,
  ) {}

  @Post()
  async issue(
    @Param('tenantId') tenantId: TenantId,
    @Req() request: AdminRequest,
  ): Promise<IssuedToken> {
    const wish = readDto(IssueTokenDto, request.body);
    await knownTenant(this.log, tenantId);
    const { actor } = request.access;
    const answer = await this.tokens.ask('POST', tenantId, '', { body: { ...wish, actor } });
    return read(answer, 201) as IssuedToken;
  }

  @Get()
  async list(@Param('tenantId') tenantId: TenantId): Promise<{ tokens: TokenView[] }> {
    await knownTenant(this.log, tenantId);
    return read(await this.tokens.ask('GET', tenantId, ''), 200) as { tokens: TokenView[] };
  }

  /** 204 when the revocation is told; 202 when it took effect and is still to be told. */
  @Delete(':tokenId')
  async revoke(
    @Param('tenantId') tenantId: TenantId,
    @Param('tokenId') tokenId: string,
    @Req() { access }: AdminRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await knownTenant(this.log, tenantId);
    const path = `/${encodeURIComponent(tokenId)}`;
    const answer = await this.tokens.ask('DELETE', tenantId, path, { actor: access.actor });
    if (answer.status !== 202 && answer.status !== 204) read(answer, 204);
    reply.code(answer.status).send();
  }
}

/** The JSON of an answer; what the token service refused is refused with its own words. */
const read = (answer: Answer, expected: number): unknown => {
  const text = answer.body.toString();
  if (answer.status === expected) return JSON.parse(text);
  const problem = (text.startsWith('{') ? JSON.parse(text) : {}) as {
    title?: string;
    detail?: string;
  };
  throw new ProblemError(
    answer.status,
    problem.title ?? 'Token service',
    problem.detail ?? 'The token service refused the request.',
  );
};
