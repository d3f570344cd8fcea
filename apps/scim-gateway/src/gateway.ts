import {
  addHealth,
  createHttpApp,
  createInternalServer,
  ProblemError,
  requireKey,
  sendProblem,
  type Logger,
  type Metrics,
} from '@rollcall/platform';
import { ScimError } from '@rollcall/protocol';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ArgumentsHost } from '@nestjs/common';
import { join } from 'node:path';
import type { AdminRequest } from './admin/access';
import { guardAdmin, listAdmin } from './admin/admin-hooks';
import { noSuchTenant } from './admin/gate';
import { Bearer } from './auth/bearer';
import { RateLimits } from './auth/rate-limits';
import { TenantSettings } from './auth/tenant-settings';
import type { GatewayConfig } from './config';
import { Dialects } from './dialects/dialects';
import { QuirkLedger } from './dialects/quirk-ledger';
import { wireErasing } from './erasing/wire-erasing';
import { serveConsole } from './console/serve-console';
import { GatewayMetrics } from './gateway-metrics';
import { GatewayModule } from './gateway.module';
import { LogUnavailable, TenantUnknown } from './log/event-log';
import { RELAYED, RELEASE_HOLD } from './log/relay.queries';
import type { ScimRequest } from './scim/caller';
import { checkBodyType } from './scim/media-types';
import { isSearchAsId, MethodNotAllowed, Methods, otherVersion } from './scim/methods';
import { sendScimError } from './scim/scim-error.filter';
import { traceRequests } from './request-traces';
import { warnOfExpiry } from './tokens/expiry-header';
import { hostless, isHostless, refuseExpectations, transport } from './transport';
import { Watch } from './watch';
import type { ConsoleConfig } from './ways/console-config';
import { wireWays, type Ways } from './ways/wire-ways';
import type { Wiring } from './wiring';

// The route that was matched, not the raw URL: the router decodes %73cim, a prefix test does not.
const isScim = (request: FastifyRequest): boolean =>
  (request.routeOptions.url ?? request.url).startsWith('/scim/');

/** What the log could not record or read is no fault of the request, nor a 500. */
const problemOf = (error: unknown): unknown =>
  error instanceof LogUnavailable
    ? new ProblemError(
        503,
        'Service Unavailable',
        'The log does not answer now. Retry in a moment.',
        1,
      )
    : error instanceof TenantUnknown
      ? noSuchTenant()
      : error;

/** Errors in the form of the surface that was asked: SCIM or problem+json. */
const refuse =
  (logger: Logger, methods: Methods) =>
  (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    if (!isScim(request)) return sendProblem(problemOf(error), request, reply, logger);
    const isServed = request.routeOptions.url !== undefined && !isSearchAsId(request.params);
    const allow = isServed ? undefined : methods.allow(request.url);
    if (allow === undefined)
      return sendScimError(
        (!isServed && otherVersion(request.url)) || error,
        request,
        reply,
        logger,
      );
    if (request.method === 'OPTIONS') return void reply.code(204).header('allow', allow).send();
    sendScimError(new MethodNotAllowed(allow), request, reply, logger);
  };

/** nginx's status for it, known to those who read logs; nobody receives it. */
const HUNG_UP = new ScimError(
  499,
  'The caller hung up before the answer was there. What it asked for may have been done.',
);

const hungUp = (request: ScimRequest, reply: FastifyReply): void => {
  reply.raw.statusCode = HUNG_UP.status;
  request.refused ??= { error: HUNG_UP, scim: HUNG_UP };
};

/** Who is asked about each request. */
interface Doorkeepers {
  readonly bearer: Bearer;
  readonly methods: Methods;
  readonly dialects: Dialects;
  readonly ledger: QuirkLedger;
  readonly limits: RateLimits;
  readonly ways: Ways;
  readonly watch: Watch;
}

/** What runs for every request: Fastify hooks, since they cost a tenth of Nest's. */
const prepare =
  (
    config: GatewayConfig,
    consoleConfig: ConsoleConfig,
    { bearer, methods, dialects, ledger, limits, ways, watch }: Doorkeepers,
    metrics: GatewayMetrics,
    logger: Logger,
  ) =>
  (instance: FastifyInstance): void => {
    const ended = (request: FastifyRequest, reply: FastifyReply): void => {
      if (!reply.raw.headersSent) hungUp(request as ScimRequest, reply);
      const route = request.routeOptions.url ?? 'none';
      const { caller, quirks, access } = request as Partial<ScimRequest & AdminRequest>;
      const seconds = reply.elapsedTime / 1_000;
      metrics.answered(request.method, route, reply.statusCode, seconds, caller?.tenantId);
      if (caller && quirks) ledger.count(caller.tenantId, quirks);
      if (isScim(request)) watch.answered(request as ScimRequest, reply);
      logger.info(
        {
          tenantId: caller?.tenantId,
          actor: access?.actor,
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
    // No onResponse: that does not come for a caller who hangs up before the answer is there.
    instance.addHook('onRequest', (request, reply, done) => {
      reply.raw.once('close', () => ended(request, reply));
      done();
    });
    const text = { parseAs: 'string' as const };
    instance.removeAllContentTypeParsers();
    for (const type of ['application/scim+json', 'application/json'])
      instance.addContentTypeParser(type, text, (_request, body, done) => done(null, body));
    instance.addHook('onRoute', ({ method, url }) => methods.add(method, url));
    const https = config.origin.startsWith('https:');
    const { gate, idempotency } = ways;
    guardAdmin(instance, { gate, idempotency, https, logger });
    serveConsole(instance, consoleConfig.CONSOLE_DIR ?? join(__dirname, '../../console/dist'));
    refuseExpectations(instance.server);
    instance.addHook('onRequest', (request, reply, done) => {
      if (isHostless(request.raw)) return done(hostless());
      if (!isScim(request)) return done();
      const admit = (): void => {
        const { caller, headers } = request as ScimRequest;
        (request as ScimRequest).dialect = dialects.of(caller.tenantId);
        try {
          warnOfExpiry(caller, reply);
          limits.take(caller.tenantId, caller.tenant.rateLimit);
          checkBodyType(headers);
        } catch (error) {
          return sendScimError(error, request, reply, logger);
        }
        done();
      };
      const asking = bearer.check(request as ScimRequest);
      if (!asking) return admit();
      asking.then(admit, (error: unknown) => sendScimError(error, request, reply, logger));
    });
  };

/** The public application. */
export const createGateway = async (
  config: GatewayConfig,
  consoleConfig: ConsoleConfig,
  logger: Logger,
  wiring: Wiring,
  metrics: GatewayMetrics,
): Promise<NestFastifyApplication> => {
  const settings = new TenantSettings(wiring.log);
  const bearer = new Bearer(wiring.admissions, settings);
  const methods = new Methods();
  const dialects = new Dialects(wiring.reads, logger);
  const ledger = new QuirkLedger(wiring.reads, logger, (tenantId, quirk) =>
    metrics.quirk(tenantId, quirk),
  );
  const limits = new RateLimits(config.TENANT_RATE_LIMIT);
  const ways = wireWays(config, consoleConfig, wiring, logger);
  const watch = new Watch(config, wiring, logger, metrics, ways.acts);
  const erasing = wireErasing(wiring, logger);
  let checkRows = (): void => undefined;
  const parts = { settings, dialects, ledger, limits, logger, ways, watch, erasing };
  const doorkeepers = { bearer, methods, dialects, ledger, limits, ways, watch };
  const app = await createHttpApp(
    GatewayModule.with(config, consoleConfig, wiring, parts),
    logger,
    (instance) => {
      checkRows = listAdmin(instance);
      if (wiring.traces) traceRequests(instance, wiring.traces);
      prepare(config, consoleConfig, doorkeepers, metrics, logger)(instance);
    },
    config.BODY_LIMIT,
    transport(config, logger),
  );
  const answer = refuse(logger, methods);
  app.useGlobalFilters({
    catch: (error: unknown, host: ArgumentsHost) => {
      const http = host.switchToHttp();
      answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
    },
  });
  await app.init();
  const instance = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  instance.setErrorHandler((error, request, reply) => answer(error, request, reply));
  await Promise.all([dialects.start(), watch.start()]);
  erasing.erasing.start();
  instance.addHook('preClose', (done) => {
    watch.leave();
    done();
  });
  instance.addHook('onClose', async () => {
    ways.stop();
    await Promise.all([dialects.stop(), ledger.flush(), watch.stop(), erasing.erasing.stop()]);
  });
  await instance.ready();
  checkRows();
  return app;
};

/** Health, metrics and where each tenant stands, on the port that no ingress exposes. */
export const createInternal = (
  config: GatewayConfig,
  logger: Logger,
  wiring: Wiring,
  metrics: Metrics,
  counted: GatewayMetrics,
): FastifyInstance => {
  const internal = createInternalServer(logger);
  requireKey(internal, '/internal/', config.SERVICE_KEYS);
  const readiness = async (): Promise<readonly string[]> => {
    const answered = await wiring.reads.query('SELECT 1').then(
      () => true,
      () => false,
    );
    return answered ? [] : ['postgres'];
  };
  addHealth(internal, metrics, readiness, () => counted.stoppedRelays);
  internal.get('/internal/v1/tenants', async () => {
    const { rows } = await wiring.reads.query<{
      tenant_id: string;
      position: string;
      relayed: string;
      checksum: string;
      held: string | null;
    }>(RELAYED, [config.TOPIC_GENERATION]);
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      position: Number(row.position),
      relayed: Number(row.relayed),
      checksum: row.checksum,
      held: row.held,
    }));
  });
  internal.post<{ Params: { tenantId: string } }>(
    '/internal/v1/tenants/:tenantId/redrive',
    async ({ params: { tenantId } }) => {
      const values = [[config.TOPIC_GENERATION], tenantId];
      const { rowCount } = await wiring.reads.query(RELEASE_HOLD, values);
      if (rowCount === 0)
        throw new ProblemError(404, 'Not Found', 'The relay does not hold this tenant.');
      return { tenantId, redriven: true };
    },
  );
  return internal;
};
