import { Body, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { sessionView, type SessionView } from '@rollcall/contracts';
import { ProblemError } from '@rollcall/platform';
import type { AdminCaller, Session } from '../admin-kit/admin-caller';
import { AuditLog, type Initiator, type RequestOrigin } from '../admin-kit/audit-log';
import {
  AdminController,
  Answers,
  BodyLimit,
  CountsAsAttempt,
  Records,
  Refuses,
  Role,
  Summary,
} from '../admin-kit/operation';
import { OperatorAuditLog } from '../admin-kit/operator-audit-log';
import { Caller, HeaderSetter, InitiatedBy, Origin, type SetHeader } from '../admin-kit/parameters';
import { ConsoleConfig } from '../config/console-config';
import { Attempts, CountedAttempt, type Attempt } from './attempts';
import { Cookies } from './cookie';
import { isByLink, Links } from './links';
import { Sessions } from './sessions';
import { OpenSessionDto } from './console-auth.dto';

const viewOf = ({ role, tenantId, actor, name, csrf, expiresAt }: Session): SessionView => ({
  role,
  tenantId,
  name,
  csrf,
  expiresAt,
  signedInBy: isByLink(actor) ? 'link' : 'oidc',
});

/** `/admin/v1/session`: the present session of the console. */
@AdminController('session')
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
  @Role('anyone')
  @Summary(
    'Exchanges the secret of a set-up link for a session cookie, once. With the cookie of that session, a used link shows the session.',
  )
  @Records('SetUpLinkUsed')
  @Answers(sessionView)
  @Refuses(401, 403, 410, 429)
  @BodyLimit(1_024)
  @CountsAsAttempt()
  async open(
    @Body() { link }: OpenSessionDto,
    @Origin() origin: RequestOrigin,
    @Caller() caller: AdminCaller | undefined,
    @CountedAttempt() counted: Attempt | undefined,
    @HeaderSetter() setHeader: SetHeader,
  ): Promise<SessionView> {
    const attempt = counted ?? (await this.attempts.takeKept(() => this.links.idOf(link)));
    const former = caller?.session;
    const opened = await this.links.use(link, origin).catch(async (error: unknown) => {
      // The holder of the secret of an ended link does not guess.
      if (!(error instanceof ProblemError) || error.status !== 401) attempt.good();
      if (former && (await this.links.became(link, former.actor))) return undefined;
      throw error;
    });
    // The same browser opens its used link again: its session still exists.
    if (!opened) return viewOf(former as Session);
    attempt.good();
    if (former) await this.sessions.end(former);
    const { session, cookie } = await this.sessions.open(opened);
    this.cookies.set(setHeader, 'session', cookie, this.config.SESSION_SECONDS);
    return viewOf(session);
  }

  @Get()
  @Role('viewer')
  @Summary('Shows who is signed in and the CSRF token that changes need.')
  @Answers(sessionView)
  show(@Caller() { session, role, tenantId }: AdminCaller): SessionView {
    if (session) return viewOf(session);
    const none = { csrf: null, expiresAt: null };
    return { role, tenantId, name: 'operator key', ...none, signedInBy: 'operator-key' };
  }

  @Delete()
  @HttpCode(204)
  @Role('viewer')
  @Summary('Signs out.')
  @Records('SignedOut', 'OperatorSignedOut')
  async end(
    @Caller() { session }: AdminCaller,
    @InitiatedBy() initiator: Initiator,
    @HeaderSetter() setHeader: SetHeader,
  ): Promise<void> {
    if (session) {
      await this.record(session, initiator);
      await this.sessions.end(session);
    }
    this.cookies.clear(setHeader, 'session');
  }

  private record({ tenantId }: Session, initiator: Initiator): Promise<void> {
    return tenantId === null
      ? this.operatorAudit.record({ type: 'OperatorSignedOut', data: {} }, initiator)
      : this.audit.record(tenantId, { type: 'SignedOut', data: {} }, initiator);
  }
}
