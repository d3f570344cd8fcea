import { ProblemError, type Logger } from '@rollcall/platform';
import type { FastifyRequest } from 'fastify';
import type { Attempts } from './attempts';
import type { Cookies } from './cookie';
import { equal } from './secrets';
import type { Sessions } from './sessions';
import type { Session } from '../admin-kit/access';
import type { AdminLimits } from '../admin-kit/admin-limits';
import { operatorOf, type Access, type AdminRequest } from '../admin-kit/access';
import { keyNames } from '../config/operator-keys';
import { noSuchTenant } from '../tenancy/known-tenant';
import { readObject } from '../admin-kit/read-dto';
import { reaches, type Route, type RouteOf } from '../admin-kit/route';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

const unauthorized = (): ProblemError =>
  new ProblemError(
    401,
    'Unauthorized',
    'Send an operator key as "Authorization: Bearer <key>", or sign in to the console.',
  );

const forbidden = (detail: string, code?: string): ProblemError =>
  new ProblemError(403, 'Forbidden', detail, undefined, code);

/** Who may call which route of the admin API: the one place that decides it, from the rows. */
export class Gate {
  private readonly nameOf: ReturnType<typeof keyNames>;

  constructor(
    keys: readonly string[],
    private readonly sessions: Sessions,
    private readonly cookies: Cookies,
    private readonly attempts: Attempts,
    private readonly limits: AdminLimits,
    /** Of the console: `https://scim.example.com`. */
    private readonly origin: string,
    private readonly logger: Logger,
    private readonly routeOf: RouteOf,
  ) {
    this.nameOf = keyNames(keys);
  }

  /** Gives the request its access, before its body is read. Throws a problem: 401, 403, 404 or 429. */
  async admit(request: FastifyRequest): Promise<void> {
    const row = this.routeOf(request.method, request.routeOptions.url ?? '');
    const access = await this.accessOf(request);
    if (access) {
      (request as AdminRequest).access = access;
      this.limits.take(access);
    }
    if (!SAFE.has(request.method) && request.headers.authorization === undefined)
      this.checkOrigin(request);
    if (row?.isAttempt) Object.assign(request, { attempt: this.attempts.count(request.ip) });
    if (row?.rank === 'anyone') return;
    if (!access) throw unauthorized();
    if (!row) throw new ProblemError(404, 'Not Found', 'There is nothing at this path.');
    checkTenant(access, request);
    checkRank(access, row);
    if (!SAFE.has(request.method) && access.session) checkCsrf(request, access.session);
  }

  /** After the body was read: members that only an operator may send. */
  checkBody(request: FastifyRequest): void {
    const { forOperator } = this.routeOf(request.method, request.routeOptions.url ?? '') ?? {};
    const { access } = request as Partial<AdminRequest>;
    if (!forOperator || access?.role === 'operator') return;
    const sent = readObject(request.body);
    const name = forOperator.find((one) => Object.hasOwn(sent, one));
    if (name !== undefined)
      throw forbidden(`Only an operator may change ${name}. Ask the team that runs this service.`);
  }

  private async accessOf(request: FastifyRequest): Promise<Access | undefined> {
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) {
      const name = this.nameOf(authorization);
      if (name !== undefined) return operatorOf(name);
      // Beyond the limit there is no line either: who tries keys does not fill the log.
      this.attempts.take(request.ip);
      const { ip: source, id: correlationId } = request;
      this.logger.warn({ source, correlationId }, 'wrong operator key');
      throw unauthorized();
    }
    const session = await this.sessions.read(this.cookies.read(cookie, 'session'));
    if (!session) return undefined;
    const { role, tenantId, actor } = session;
    return { role, tenantId, actor, session };
  }

  // The second line behind SameSite and the CSRF header. Browsers send Origin with every change;
  // who sends none is no browser and holds no cookie that a page could ride on.
  private checkOrigin({ headers }: FastifyRequest): void {
    const { origin } = headers;
    const isForeign = origin !== undefined && origin !== this.origin;
    if (isForeign || headers['sec-fetch-site'] === 'cross-site')
      throw forbidden(
        `The request came from a page of another site. Open the console at ${this.origin}/console.`,
        'csrf',
      );
  }
}

const checkTenant = ({ tenantId }: Access, { params }: FastifyRequest): void => {
  const asked = (params as { tenantId?: string }).tenantId;
  if (tenantId !== null && asked !== undefined && asked !== tenantId) throw noSuchTenant();
};

const checkRank = ({ role }: Access, { rank }: Route): void => {
  if (!reaches(role, rank))
    throw forbidden(
      `This needs the role ${rank}; your role is ${role}. Ask for a link with that role.`,
    );
};

const checkCsrf = ({ headers }: FastifyRequest, { csrf }: Session): void => {
  const given = headers['x-rollcall-csrf'];
  if (typeof given !== 'string' || !equal(given, csrf))
    throw forbidden(
      'Send the csrf value of GET /admin/v1/session in the header X-Rollcall-CSRF. In the console, reload the page.',
      'csrf',
    );
};
