import type { LoginAnswer } from './answer';
import type { Logins } from './logins';

/** Whom a request is from: after your own authentication has said it. */
export interface Who {
  readonly tenantId: string;
  readonly userName: string;
}

export interface GuardOptions<Request> {
  /** Undefined where nobody is signed in: that is 401. */
  readonly who: (request: Request) => Who | undefined;
  /**
   * Lets in users of tenants that do not provision by SCIM, of which the directory knows nobody: then
   * your own rules decide about them. By default they are refused.
   */
  readonly allowUnmanaged?: boolean;
}

const STATUS: Readonly<Record<LoginAnswer['reason'], number>> = {
  active: 403,
  inactive: 403,
  unknown: 403,
  moved: 403,
  refused: 503,
  'not-proven': 503,
};

const TEXT: Readonly<Record<LoginAnswer['reason'], string>> = {
  active: 'This user may not log in.',
  inactive: 'The organisation of this user has switched the user off.',
  unknown: 'The organisation of this user does not provision the user.',
  moved: 'The organisation of this user moved to another installation.',
  refused: 'Whether this user may log in cannot be found out. Try again later.',
  'not-proven': 'Whether this user may log in cannot be found out now. Try again in a moment.',
};

/** Express and Nest make a response of `statusCode` and `message`; Express sends `headers`, too. */
export class LoginRefused extends Error {
  override readonly name = 'LoginRefused';
  readonly statusCode: number;
  readonly status: number;
  readonly expose = true;
  readonly headers: Readonly<Record<string, string>>;

  /** `answer` undefined: nobody is signed in. */
  constructor(readonly answer: LoginAnswer | undefined) {
    super(answer ? TEXT[answer.reason] : 'Nobody is signed in.');
    this.statusCode = answer ? STATUS[answer.reason] : 401;
    this.status = this.statusCode;
    this.headers = this.statusCode === 503 ? { 'retry-after': '1' } : {};
  }
}

/** Rejects with LoginRefused unless the one who sends the request may log in. */
export const admit = async <Request>(
  logins: Pick<Logins, 'mayLogIn'>,
  { who, allowUnmanaged = false }: GuardOptions<Request>,
  request: Request,
): Promise<LoginAnswer> => {
  const one = who(request);
  if (!one) throw new LoginRefused(undefined);
  const answer = await logins.mayLogIn(one.tenantId, one.userName);
  const isUnmanaged = answer.reason === 'unknown' && !answer.scimManaged;
  if (answer.mayLogIn || (allowUnmanaged && isUnmanaged)) return answer;
  throw new LoginRefused(answer);
};

/** Of Express, as far as it is used here. */
type Next = (error?: unknown) => void;

/**
 * For Express: `app.use(loginMiddleware(logins, { who: (request) => request.session.user }))`. Gives
 * LoginRefused to the error handlers.
 */
export const loginMiddleware =
  <Request>(logins: Pick<Logins, 'mayLogIn'>, options: GuardOptions<Request>) =>
  (request: Request, _response: unknown, next: Next): void => {
    admit(logins, options, request).then(() => next(), next);
  };

/** Nest's ExecutionContext, as far as it is used here. */
interface Context {
  switchToHttp(): { getRequest<Request>(): Request };
}

/**
 * For Nest: `app.useGlobalGuards(new LoginGuard(logins, { who: (request) => request.user }))`, or as a
 * provider of APP_GUARD.
 */
export class LoginGuard<Request> {
  constructor(
    private readonly logins: Pick<Logins, 'mayLogIn'>,
    private readonly options: GuardOptions<Request>,
  ) {}

  async canActivate(context: Context): Promise<true> {
    await admit(this.logins, this.options, context.switchToHttp().getRequest<Request>());
    return true;
  }
}
