import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ProblemError } from '@rollcall/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Attempts, type Attempt } from './attempts';
import { ConsoleConfig } from '../config/console-config';
import { Cookies } from './cookie';
import type { SignInView } from '@rollcall/contracts';
import { Sessions } from './sessions';
import { SIGN_IN_SECONDS, SignIn } from './sign-in';
import { languageOf, SAID, signInPage } from './sign-in-page';
import { SignInRefused } from './sign-in-refused';

/** `/admin/v1/sign-in`: which way there is beside a link. */
@Controller('admin/v1/sign-in')
export class SignInController {
  constructor(
    private readonly signIn: SignIn,
    private readonly config: ConsoleConfig,
  ) {}

  @Get()
  show(): SignInView {
    const oidc = this.signIn.oidc !== undefined;
    return { oidc, label: oidc ? this.config.OIDC_LABEL : null };
  }
}

/** A begun sign-in has not failed; so many more of them than of failures are let through. */
const BEGINS = 6;
/** All addresses together may begin so many times as often as one. */
const SOURCES = 50;

/** The two steps of a sign-in that a browser walks through. */
@Controller('console')
export class SignInSteps {
  private readonly begins: Attempts;

  constructor(
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
    private readonly cookies: Cookies,
    private readonly attempts: Attempts,
    private readonly config: ConsoleConfig,
  ) {
    const ofOne = config.SIGN_IN_ATTEMPTS_LIMIT * BEGINS;
    this.begins = new Attempts({ ofOne, ofAll: ofOne * SOURCES });
  }

  @Get('sign-in')
  async begin(
    @Query() query: { to?: unknown },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await answering(request, reply, this.config.BRAND_NAME ?? null, async () => {
      await counted(() => this.begins.take(request.ip));
      const former = await this.sessions.read(this.cookies.read(request.headers.cookie, 'session'));
      const { location, cookie } = await this.signIn.begin(query.to, former);
      this.cookies.set(reply, 'sign-in', cookie, SIGN_IN_SECONDS);
      return location;
    });
  }

  @Get('callback')
  async finish(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await answering(request, reply, this.config.BRAND_NAME ?? null, async () => {
      const at = request.url.indexOf('?');
      const search = at < 0 ? '' : request.url.slice(at);
      const cookie = this.cookies.read(request.headers.cookie, 'sign-in');
      const attempt = await counted(() =>
        this.attempts.takeFor(request.ip, () => this.signIn.stateOf(search, cookie)),
      );
      const { person, to, former } = await this.signIn.finish(search, cookie, {
        correlationId: request.id,
        source: request.ip,
      });
      attempt.good();
      if (former) await this.sessions.end(former);
      const { cookie: session } = await this.sessions.open(person);
      this.cookies.clear(reply, 'sign-in');
      this.cookies.set(reply, 'session', session, this.config.SESSION_SECONDS);
      return to;
    });
  }
}

/** Beyond the limit it is a refused sign-in like another. */
const counted = async (take: () => Attempt | Promise<Attempt>): Promise<Attempt> => {
  try {
    return await take();
  } catch (error) {
    throw new SignInRefused('too-many', error);
  }
};

/** Sends the browser on, or says in its language why not; programs get a problem. */
const answering = async (
  { headers }: FastifyRequest,
  reply: FastifyReply,
  name: string | null,
  step: () => Promise<string>,
): Promise<void> => {
  reply.header('cache-control', 'no-store');
  try {
    const location = await step();
    reply.code(302).header('location', location).send();
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error;
    const { status, en } = SAID[error.code];
    const retry = status === 429 ? 60 : status === 503 ? 5 : undefined;
    if (!/\btext\/html\b/.test(headers.accept ?? ''))
      throw new ProblemError(status, 'Sign-in failed', en, retry, error.code);
    if (retry !== undefined) reply.header('retry-after', retry);
    const page = signInPage(error.code, languageOf(headers['accept-language']), name);
    reply.code(status).type('text/html; charset=utf-8').send(page);
  }
};
