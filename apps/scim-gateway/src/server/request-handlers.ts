import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import { ScimError } from '@rollcall/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { join } from 'node:path';
import type { AdminRequest } from '../admin-kit/admin-caller';
import { guardAdmin } from './admin-hooks';
import { Bearer } from '../scim/auth/bearer';
import { watchForwarded } from '../http/forwarded';
import { RestrictionChecks } from '../scim/pipeline/restrictions';
import { RateLimits } from '../scim/auth/rate-limits';
import { Bounds } from '../http/bounds';
import { overlong } from '../http/head-limits';
import { GatewayConfig } from '../config/gateway-config';
import { serveConsole } from '../console-files/serve-console';
import { Dialects } from '../idp-compat/dialects';
import { QuirkLedger } from '../idp-compat/quirk-ledger';
import { GatewayMetrics } from '../metrics/gateway-metrics';
import { acceptForms } from '../http/forms';
import { isScim } from '../http/surface';
import type { ScimRequest } from '../scim/pipeline/caller';
import { checkBodyType } from '../http/media-types';
import { Methods } from '../http/methods';
import { sendScimError } from '../scim/errors/scim-error.filter';
import { warnOfExpiry } from '../tokens/expiry-header';
import { hostless, isHostless, refuseExpectations } from './transport';
import { ConsoleConfig } from '../config/console-config';
import { Idempotency } from '../admin-kit/idempotency';
import { Branding } from '../branding/branding';
import { MangledTokens } from '../connection-test/mangled-tokens';
import { Gate } from '../console-auth/gate';
import { AnsweredRequests } from '../request-log/answered-requests';
import { LOGGER } from '../runtime/tokens';

/** nginx's status for it, known from logs; no client receives it. */
const HUNG_UP = new ScimError(
  499,
  'The client closed the connection before the response was ready. The request may have been carried out.',
);

const clientClosedRequest = (request: ScimRequest, reply: FastifyReply): void => {
  reply.raw.statusCode = HUNG_UP.status;
  request.refused ??= { error: HUNG_UP, scim: HUNG_UP };
};

/** What runs for every request: Fastify hooks, since they cost a tenth of Nest's. */
@Injectable()
export class RequestHandlers {
  constructor(
    private readonly config: GatewayConfig,
    private readonly consoleConfig: ConsoleConfig,
    private readonly bearer: Bearer,
    private readonly methods: Methods,
    private readonly dialects: Dialects,
    private readonly ledger: QuirkLedger,
    private readonly limits: RateLimits,
    private readonly restrictions: RestrictionChecks,
    private readonly gate: Gate,
    private readonly idempotency: Idempotency,
    private readonly branding: Branding,
    private readonly mangled: MangledTokens,
    private readonly answered: AnsweredRequests,
    private readonly bounds: Bounds,
    private readonly metrics: GatewayMetrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Before Nest registers the routes. */
  registerHooks(instance: FastifyInstance): void {
    const { config, consoleConfig, bearer, methods, dialects, ledger, limits, restrictions } = this;
    const { gate, idempotency, branding, mangled, answered, bounds, metrics, logger } = this;
    const ended = (request: FastifyRequest, reply: FastifyReply, source: string): void => {
      bounds.sockets.idle(request.raw.socket);
      bounds.requests.release(request);
      if (!reply.raw.headersSent) clientClosedRequest(request as ScimRequest, reply);
      const route = request.routeOptions.url ?? 'none';
      const { caller, quirks, adminCaller } = request as Partial<ScimRequest & AdminRequest>;
      const seconds = reply.elapsedTime / 1_000;
      metrics.answered(request.method, route, reply.statusCode, seconds, caller?.tenantId);
      if (caller && quirks) ledger.count(caller.tenantId, quirks);
      if (isScim(request)) {
        mangled.answered(request);
        answered.add(request as ScimRequest, reply, source);
      }
      logger.info(
        {
          tenantId: caller?.tenantId,
          actor: adminCaller?.actor,
          source,
          correlationId: request.id,
          method: request.method,
          route,
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime),
          quirks: quirks && [...new Set(quirks)],
        },
        'answered',
      );
    };
    const forwarded = watchForwarded(logger);
    // No onResponse: that does not come for a caller who hangs up before the answer is there.
    instance.addHook('onRequest', (request, reply, done) => {
      bounds.sockets.busy(request.raw.socket);
      const refusal = overlong(request);
      if (!refusal) forwarded(request);
      // A socket that is gone does not say any more whose it was.
      const source = refusal ? (request.socket.remoteAddress ?? '') : request.ip;
      reply.raw.once('close', () => ended(request, reply, source));
      done(refusal);
    });
    const text = { parseAs: 'string' as const };
    instance.removeAllContentTypeParsers();
    for (const type of ['application/scim+json', 'application/json'])
      instance.addContentTypeParser(type, text, (_request, body, done) => done(null, body));
    acceptForms(instance);
    instance.addHook('onRoute', ({ method, url }) => methods.add(method, url));
    const https = config.origin.startsWith('https:');
    guardAdmin(instance, { gate, idempotency, https, logger });
    const folder = consoleConfig.CONSOLE_DIR ?? join(__dirname, '../../../console/dist');
    serveConsole(instance, folder, branding.ofInstallation);
    refuseExpectations(instance.server);
    bounds.sockets.watch(instance.server);
    bounds.requests.attach(instance);
    const { resourceMetadataUrl } = config;
    const refusing = { logger, resourceMetadataUrl };
    instance.addHook('onRequest', (request, reply, done) => {
      if (isHostless(request.raw)) return done(hostless());
      if (!isScim(request)) return done();
      const admit = (): void => {
        const { caller, headers } = request as ScimRequest;
        (request as ScimRequest).dialect = dialects.of(caller.tenantId);
        try {
          warnOfExpiry(caller, reply);
          if (caller.restrictions) restrictions.check(caller.restrictions, caller.tokenId, request);
          limits.take(caller.tenantId, caller.tenant.rateLimit);
          checkBodyType(headers);
        } catch (error) {
          return sendScimError(error, request, reply, refusing);
        }
        done();
      };
      const asking = bearer.check(request as ScimRequest);
      if (!asking) return admit();
      asking.then(admit, (error: unknown) => sendScimError(error, request, reply, refusing));
    });
  }
}
