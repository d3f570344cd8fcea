import { Controller, Get, Header, Headers, Query, Redirect, UseFilters } from '@nestjs/common';
import { signInView, type SignInView } from '@rollcall/contracts';
import type { RequestOrigin } from '../admin-kit/audit-log';
import { AdminController, Answers, Role, Summary } from '../admin-kit/operation';
import { fromRequest, HeaderSetter, Origin, type SetHeader } from '../admin-kit/parameters';
import { ConsoleConfig } from '../config/console-config';
import { Attempts, type Attempt } from './attempts';
import { Cookies } from './cookie';
import { Sessions } from './sessions';
import { SIGN_IN_SECONDS, SignIn } from './sign-in';
import { SignInRefused } from './sign-in-refused';
import { SignInRefusedFilter } from './sign-in-refused.filter';

/** `/admin/v1/sign-in`: the sign-in that is offered besides a link. */
@AdminController('sign-in')
export class SignInController {
  constructor(
    private readonly signIn: SignIn,
    private readonly config: ConsoleConfig,
  ) {}

  @Get()
  @Role('anyone')
  @Summary(
    'Shows whether sign-in with OpenID Connect is offered at /console/sign-in, and its name.',
  )
  @Answers(signInView)
  show(): SignInView {
    const oidc = this.signIn.oidc !== undefined;
    return { oidc, label: oidc ? this.config.OIDC_LABEL : null };
  }
}

/** A begun sign-in has not failed: this many more sign-ins than failures are admitted. */
const BEGINS = 6;
/** All addresses together may begin this many times as often as one. */
const SOURCES = 50;

/** The source of the request. */
const Address = fromRequest(({ ip }) => ip);

/** The provider's message, as the URL contains it. */
const Search = fromRequest(({ url }) => (url.includes('?') ? url.slice(url.indexOf('?')) : ''));

/** The two steps of a sign-in in a browser. */
@Controller('console')
@UseFilters(SignInRefusedFilter)
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
  @Header('cache-control', 'no-store')
  @Redirect()
  async begin(
    @Query() query: { to?: unknown },
    @Address() address: string,
    @Headers('cookie') cookies: string | undefined,
    @HeaderSetter() setHeader: SetHeader,
  ): Promise<{ url: string }> {
    await counted(() => this.begins.take(address));
    const former = await this.sessions.read(this.cookies.read(cookies, 'session'));
    const { location, cookie } = await this.signIn.begin(query.to, former);
    this.cookies.set(setHeader, 'sign-in', cookie, SIGN_IN_SECONDS);
    return { url: location };
  }

  @Get('callback')
  @Header('cache-control', 'no-store')
  @Redirect()
  async finish(
    @Address() address: string,
    @Search() search: string,
    @Headers('cookie') cookies: string | undefined,
    @Origin() origin: RequestOrigin,
    @HeaderSetter() setHeader: SetHeader,
  ): Promise<{ url: string }> {
    const cookie = this.cookies.read(cookies, 'sign-in');
    const attempt = await counted(() =>
      this.attempts.takeFor(address, () => this.signIn.stateOf(search, cookie)),
    );
    const { person, to, former } = await this.signIn.finish(search, cookie, origin);
    attempt.good();
    if (former) await this.sessions.end(former);
    const { cookie: session } = await this.sessions.open(person);
    this.cookies.clear(setHeader, 'sign-in');
    this.cookies.set(setHeader, 'session', session, this.config.SESSION_SECONDS);
    return { url: to };
  }
}

/** Beyond the limit a sign-in is refused like any other. */
const counted = async (take: () => Attempt | Promise<Attempt>): Promise<Attempt> => {
  try {
    return await take();
  } catch (error) {
    throw new SignInRefused('too-many', error);
  }
};
