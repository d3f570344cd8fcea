import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApp } from '@rollcall/platform';
import { AppModule } from './app.module';
import { traceRequests } from './http/request-traces';
import type { Runtime } from './runtime/runtime.module';
import { TRACES } from './runtime/tokens';
import { listAdmin } from './server/admin-hooks';
import { Refusals } from './server/refusals';
import { RequestHandlers } from './server/request-handlers';
import { transport } from './server/transport';
import type { Traces } from './tracing/traces';

/** The public application, its hooks started. Closing it stops all that its modules began. */
export const createGateway = async (runtime: Runtime): Promise<NestFastifyApplication> => {
  const { config, logger, loop } = runtime;
  const app = await createHttpApp(
    AppModule.with(runtime),
    logger,
    (instance) => loop.attach(instance),
    config.BODY_LIMIT,
    transport(config, logger),
  );
  const instance = app.getHttpAdapter().getInstance();
  const refusals = app.get(Refusals);
  const refuse: Parameters<typeof instance.setErrorHandler>[0] = (error, request, reply) =>
    refusals.send(error, request, reply);
  // A plain route answers errors as it was said before it: Nest's own are said below.
  instance.setErrorHandler(refuse);
  const checkRows = listAdmin(instance);
  const traces = app.get<Traces | undefined>(TRACES);
  if (traces) traceRequests(instance, traces);
  app.get(RequestHandlers).registerHooks(instance);
  app.useGlobalFilters(refusals);
  await app.init();
  instance.setErrorHandler(refuse);
  await instance.ready();
  checkRows();
  return app;
};
