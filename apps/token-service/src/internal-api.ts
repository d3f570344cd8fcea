import {
  Module,
  type DynamicModule,
  type INestApplicationContext,
  type Type,
} from '@nestjs/common';
import {
  addHealth,
  createHttpApp,
  EventLoopWatch,
  keysOf,
  Metrics,
  ProblemFilter,
  requireKeys,
  type Logger,
} from '@rollcall/platform';
import { TokenConfig } from './config/token-config';
import { AccessTokenLifetime } from './credentials/access-token-lifetime';
import { AccessTokens } from './credentials/access-tokens';
import { AssertionGrants } from './credentials/assertion-grants';
import { ClientsController } from './credentials/clients.controller';
import { ClientsService } from './credentials/clients.service';
import { INTERNAL_ROUTES } from './credentials/internal-routes';
import { TokensController } from './credentials/tokens.controller';
import { TokensService } from './credentials/tokens.service';
import { TrustsController } from './credentials/trusts.controller';
import { TrustsService } from './credentials/trusts.service';
import { NetworkUses } from './credentials/used-networks';
import { TopicWatch } from './events/topic-watch';
import { StoreMonitor } from './monitoring/store-monitor';
import { SteadyClock } from './redis/steady-clock';
import { LOGGER } from './service/logger';

/** Hooks of the life cycle are on modules, so that this application does not run those again. */
@Module({ controllers: [TokensController, ClientsController, TrustsController] })
class InternalApi {
  static of(app: INestApplicationContext): DynamicModule {
    const types: readonly Type<unknown>[] = [
      AccessTokenLifetime,
      AccessTokens,
      AssertionGrants,
      ClientsService,
      NetworkUses,
      TokensService,
      TrustsService,
      SteadyClock,
    ];
    const providers = types.map((type) => ({ provide: type, useFactory: () => app.get(type) }));
    return { module: InternalApi, providers };
  }
}

const WORRIES = {
  checked: [],
  declared: ['redis: its durability is declared by REDIS_DURABILITY, and not checked'],
} as const;

/** The only HTTP application: for the gateway, operators, probes and Prometheus. */
export const createInternal = async (
  app: INestApplicationContext,
): ReturnType<typeof createHttpApp> => {
  const config = app.get(TokenConfig);
  const logger = app.get<Logger>(LOGGER);
  const metrics = app.get(Metrics);
  const monitor = app.get(StoreMonitor);
  const watch = app.get(TopicWatch);
  const internal = await createHttpApp(InternalApi.of(app), logger, (instance) => {
    new EventLoopWatch(metrics, logger).attach(instance);
    requireKeys(instance, INTERNAL_ROUTES, {
      gateway: keysOf(config, 'TOKEN_SERVICE_KEYS'),
      operator: keysOf(config, 'INTERNAL_KEYS'),
    });
    const missing = () => [
      ...(monitor.state === 'ready' ? [] : [`redis: ${monitor.state} ${monitor.reason}`.trim()]),
      ...(watch.problem === undefined ? [] : [watch.problem]),
    ];
    addHealth(instance, metrics, missing, () => WORRIES[config.REDIS_DURABILITY]);
  });
  internal.useGlobalFilters(new ProblemFilter(logger));
  return internal;
};
