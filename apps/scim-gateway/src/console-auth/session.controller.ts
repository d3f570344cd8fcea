import { Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ProblemError } from '@rollcall/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { initiatorOf, type AdminRequest } from '../admin-kit/access';
import { AuditLog, type Initiator } from '../admin-kit/audit-log';
import { OperatorAuditLog } from '../admin-kit/operator-audit-log';
import { readDto } from '../admin-kit/read-dto';
import { Attempts, type Attempt } from './attempts';
import { ConsoleConfig } from '../config/console-config';
import { Cookies } from './cookie';
import { isByLink, Links } from './links';
import type { SessionView } from '@rollcall/contracts';
import { Sessions } from './sessions';
import type { Session } from '../admin-kit/access';
import { OpenSessionDto } from './ways.dto';

/** The attempt was counted by the gate, before the body came; undefined beyond the limits. */
type Counted = FastifyRequest & { readonly attempt?: Attempt | undefined };

const viewOf = ({ role, tenantId, actor, name, csrf, expiresAt }: Session): SessionView => ({
  role,
  tenantId,
  name,
  csrf,
  expiresAt,
  signedInBy: isByLink(actor) ? 'link' : 'oidc',
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
    private readonly audit: AuditLog,
    private readonly operatorAudit: OperatorAuditLog,
  ) {}

  @Post()
  @HttpCode(201)
  async open(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const { link } = readDto(OpenSessionDto, request.body);
    const attempt =
      (request as Counted).attempt ?? (await this.attempts.takeKept(() => this.links.idOf(link)));
    const initiator = { correlationId: request.id, source: request.ip };
    const former = (request as Partial<AdminRequest>).access?.session;
    const opened = await this.links.use(link, initiator).catch(async (error: unknown) => {
      // Whoever has the secret of a link that is over does not guess.
      if (!(error instanceof ProblemError) || error.status !== 401) attempt.good();
      if (former && (await this.links.became(link, former.actor))) return undefined;
      throw error;
    });
    // The browser that the link let in comes by it again: its session is still there.
    if (!opened) return viewOf(former as Session);
    attempt.good();
    if (former) await this.sessions.end(former);
    const { session, cookie } = await this.sessions.open(opened);
    this.cookies.set(reply, 'session', cookie, this.config.SESSION_SECONDS);
    return viewOf(session);
  }

  @Get()
  show(@Req() { access }: AdminRequest): SessionView {
    if (access.session) return viewOf(access.session);
    const { role, tenantId } = access;
    return {
      role,
      tenantId,
      name: 'operator key',
      csrf: null,
      expiresAt: null,
      signedInBy: 'operator-key',
    };
  }

  @Delete()
  @HttpCode(204)
  async end(
    @Req() request: AdminRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { session } = request.access;
    if (session) {
      await this.record(session, initiatorOf(request));
      await this.sessions.end(session);
    }
    this.cookies.clear(reply, 'session');
  }

  private record({ tenantId }: Session, initiator: Initiator): Promise<void> {
    return tenantId === null
      ? this.operatorAudit.record({ type: 'OperatorSignedOut', data: {} }, initiator)
      : this.audit.record(tenantId, { type: 'SignedOut', data: {} }, initiator);
  }
}
