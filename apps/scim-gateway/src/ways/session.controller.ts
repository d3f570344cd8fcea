import { Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ProblemError } from '@rollcall/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AdminRequest } from '../admin/access';
import { readDto } from '../admin/read-dto';
import { Attempts } from './attempts';
import { ConsoleConfig } from './console-config';
import { Cookies } from './cookie';
import { Links } from './links';
import type { SessionView } from './session.routes';
import { Sessions, type Session } from './sessions';
import { OpenSessionDto } from './ways.dto';

const viewOf = ({ role, tenantId, name, csrf, expiresAt }: Session): SessionView => ({
  ...{ role, tenantId, name, csrf, expiresAt },
});

/** `/admin/v1/session`: who is at the console. */
@Controller('admin/v1/session')
export class SessionController {
  constructor(
    private readonly links: Links,
    private readonly sessions: Sessions,
    private readonly cookies: Cookies,
    private readonly attempts: Attempts,
    private readonly config: ConsoleConfig,
  ) {}

  @Post()
  @HttpCode(201)
  async open(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const { link } = readDto(OpenSessionDto, request.body);
    const attempt = await this.attempts.takeFor(request.ip, () => this.links.idOf(link));
    const opened = await this.links.use(link, request.id).catch((error: unknown) => {
      // Whoever has the secret of a link that is over does not guess.
      if (!(error instanceof ProblemError) || error.status !== 401) attempt.good();
      throw error;
    });
    attempt.good();
    const former = (request as Partial<AdminRequest>).access?.session;
    if (former) await this.sessions.end(former);
    const { session, cookie } = await this.sessions.open(opened);
    this.cookies.set(reply, 'session', cookie, this.config.SESSION_SECONDS);
    return viewOf(session);
  }

  @Get()
  show(@Req() { access }: AdminRequest): SessionView {
    if (access.session) return viewOf(access.session);
    const { role, tenantId } = access;
    return { role, tenantId, name: 'operator key', csrf: null, expiresAt: null };
  }

  @Delete()
  @HttpCode(204)
  async end(
    @Req() { access }: AdminRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (access.session) await this.sessions.end(access.session);
    this.cookies.clear(reply, 'session');
  }
}
