import { Inject, Injectable } from '@nestjs/common';
import { type ProblemError, type Logger } from '@rollcall/platform';
import type { FastifyRequest } from 'fastify';
import { problem } from '../http/problem';
import {
  operatorOf,
  type AdminCaller,
  type AdminRequest,
  type Session,
} from '../admin-kit/admin-caller';
import { AdminLimits } from '../admin-kit/admin-limits';
import { reaches, ROUTE_OF, type Route, type RouteOf } from '../admin-kit/operation';
import { readObject } from '../admin-kit/read-dto';
import { GatewayConfig } from '../config/gateway-config';
import { keyNames } from '../config/operator-keys';
import { LOGGER } from '../runtime/tokens';
import { noSuchTenant } from '../tenancy/known-tenant';
import { Attempts } from './attempts';
import { Cookies } from './cookie';
import { equal } from './secrets';
import { Sessions } from './sessions';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

const unauthorized = (): ProblemError =>
  problem(401, 'Send an operator key as "Authorization: Bearer <key>", or sign in to the console.');

const forbidden = (detail: string, code?: string): ProblemError => problem(403, detail, { code });

/**
 * Decides which caller may call which route of the admin API: the only place that does, by the
 * declarations of each handler.
 */
@Injectable()
export class Gate {
  private readonly nameOf: ReturnType<typeof keyNames>;
  /** Of the console: `https://scim.example.com`. */
  private readonly origin: string;

  constructor(
    @Inject(GatewayConfig) config: Pick<GatewayConfig, 'OPERATOR_KEYS' | 'origin'>,
    private readonly sessions: Sessions,
    private readonly cookies: Cookies,
    private readonly attempts: Attempts,
    private readonly limits: AdminLimits,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(ROUTE_OF) private readonly routeOf: RouteOf,
  ) {
    this.nameOf = keyNames(config.OPERATOR_KEYS);
    this.origin = config.origin;
  }

  /**
   * Gives the request its caller before its body is read: a refused request costs no body. Throws a
   * problem: 401, 403, 404 or 429.
   */
  async admit(request: FastifyRequest): Promise<void> {
    const route = this.routeOf(request.method, request.routeOptions.url ?? '');
    const caller = await this.callerOf(request);
    if (caller) {
      (request as AdminRequest).adminCaller = caller;
      this.limits.take(caller);
    }
    if (!SAFE.has(request.method) && request.headers.authorization === undefined)
      this.checkOrigin(request);
    if (route?.isAttempt) Object.assign(request, { attempt: this.attempts.count(request.ip) });
    if (route?.role === 'anyone') return;
    if (!caller) throw unauthorized();
    // No handler: it is refused as any path or method that is not served.
    if (request.routeOptions.url === undefined) return;
    if (!route) throw problem(404, 'There is nothing at this path.');
    checkTenant(caller, request);
    checkRole(caller, route);
    if (!SAFE.has(request.method) && caller.session) checkCsrf(request, caller.session);
  }

  /** Checks, after the body was read, the members that only an operator may send. */
  checkBody(request: FastifyRequest): void {
    const { operatorOnly } = this.routeOf(request.method, request.routeOptions.url ?? '') ?? {};
    const { adminCaller } = request as Partial<AdminRequest>;
    if (!operatorOnly || adminCaller?.role === 'operator') return;
    const sent = readObject(request.body);
    const name = operatorOnly.find((one) => Object.hasOwn(sent, one));
    if (name !== undefined)
      throw forbidden(`Only an operator may change ${name}. Ask the team that runs this service.`);
  }

  private async callerOf(request: FastifyRequest): Promise<AdminCaller | undefined> {
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) {
      const name = this.nameOf(authorization);
      if (name !== undefined) return operatorOf(name);
      // Beyond the limit the gateway logs nothing: a guesser of keys does not fill the log.
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

  // The second line behind SameSite and the CSRF header. Browsers send Origin with every change; a
  // caller without it is no browser and has no cookie that a page could use.
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

const checkTenant = ({ tenantId }: AdminCaller, { params }: FastifyRequest): void => {
  const inPath = (params as { tenantId?: string }).tenantId;
  if (tenantId !== null && inPath !== undefined && inPath !== tenantId) throw noSuchTenant();
};

const checkRole = (caller: AdminCaller, { role }: Route): void => {
  if (!reaches(caller.role, role))
    throw forbidden(
      `This needs the role ${role}; your role is ${caller.role}. Ask for a link with that role.`,
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
