import { createHttpApp, type EventLoopWatch, type Logger } from '@rollcall/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ArgumentsHost } from '@nestjs/common';
import { listAdmin } from './server/admin-hooks';
import { Bearer } from './scim/auth/bearer';
import { RateLimits } from './scim/auth/rate-limits';
import { TenantSettings } from './tenancy/tenant-settings';
import { boundsOf } from './http/bounds';
import type { GatewayConfig } from './config/gateway-config';
import { Dialects } from './idp-compat/dialects';
import { QuirkLedger } from './idp-compat/quirk-ledger';
import { wireErasing } from './wire-erasing';
import type { GatewayMetrics } from './metrics/gateway-metrics';
import { GatewayModule } from './gateway.module';
import { prepare } from './server/http-pipeline';
import { GroupCommands } from './scim/groups/group-commands';
import { Refolding } from './name-folding/refolding';
import { refuse } from './server/refusals';
import { traceRequests } from './http/request-traces';
import { Methods } from './http/methods';
import { transport } from './server/transport';
import { Watch } from './watch';
import { UserCommands } from './scim/users/user-commands';
import type { ConsoleConfig } from './config/console-config';
import { wireWays } from './wire-ways';
import type { Wiring } from './wiring';

/** The public application. */
export const createGateway = async (
  config: GatewayConfig,
  consoleConfig: ConsoleConfig,
  logger: Logger,
  wiring: Wiring,
  metrics: GatewayMetrics,
  loop: EventLoopWatch,
): Promise<NestFastifyApplication> => {
  const settings = new TenantSettings(wiring.log);
  const bearer = new Bearer(wiring.admissions, settings);
  const methods = new Methods();
  const dialects = new Dialects(wiring.reads, logger);
  const ledger = new QuirkLedger(wiring.reads, logger, (tenantId, quirk) =>
    metrics.quirk(tenantId, quirk),
  );
  const limits = new RateLimits(config.TENANT_RATE_LIMIT);
  const ways = wireWays(config, consoleConfig, wiring, logger, metrics);
  const watch = new Watch(config, wiring, logger, metrics, ways.acts);
  const erasing = wireErasing(wiring, logger);
  const [users, groups] = [new UserCommands(wiring.log), new GroupCommands(wiring.log)];
  const refolding = new Refolding(
    wiring.watching,
    {
      userName: (tenantId, subject) => users.refold(tenantId, subject),
      groupName: (tenantId, subject) => groups.refold(tenantId, subject),
    },
    logger,
  );
  const answer = refuse(logger, methods);
  let checkRows = (): void => undefined;
  const parts = { settings, dialects, ledger, limits, logger, ways, watch, erasing };
  const bounds = boundsOf(config, metrics.load);
  const doorkeepers = { bearer, methods, dialects, ledger, limits, ways, watch, bounds };
  const app = await createHttpApp(
    GatewayModule.with(config, consoleConfig, wiring, parts),
    logger,
    (instance) => {
      loop.attach(instance);
      // A plain route answers errors as it was said before it: Nest's own are said below.
      instance.setErrorHandler((error, request, reply) => answer(error, request, reply));
      checkRows = listAdmin(instance);
      if (wiring.traces) traceRequests(instance, wiring.traces);
      prepare(config, consoleConfig, doorkeepers, metrics, logger)(instance);
    },
    config.BODY_LIMIT,
    transport(config, logger),
  );
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
  refolding.start();
  instance.addHook('preClose', (done) => {
    watch.leave();
    done();
  });
  instance.addHook('onClose', async () => {
    ways.stop();
    await Promise.all([
      dialects.stop(),
      ledger.flush(),
      watch.stop(),
      erasing.erasing.stop(),
      refolding.stop(),
    ]);
  });
  await instance.ready();
  checkRows();
  return app;
};
