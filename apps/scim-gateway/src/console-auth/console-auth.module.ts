import { Module } from '@nestjs/common';
import { Peppers, type Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { AuditLog } from '../admin-kit/audit-log';
import { AdminLimits } from '../admin-kit/admin-limits';
import { OperatorAuditLog } from '../admin-kit/operator-audit-log';
import { ROUTE_OF, type RouteOf } from '../admin-kit/route';
import { BrandingModule } from '../branding/branding.module';
import { ConsoleConfig } from '../config/console-config';
import { GatewayConfig } from '../config/gateway-config';
import { DatabaseModule } from '../database/database.module';
import { READ_POOL } from '../database/pools';
import { EventLogModule } from '../event-log/event-log.module';
import { GatewayMetrics } from '../metrics/gateway-metrics';
import { LOGGER } from '../runtime/tokens';
import { Attempts } from './attempts';
import { Cookies } from './cookie';
import { Gate } from './gate';
import { LinkBrandingController } from './link-branding.controller';
import { Links } from './links';
import { LinksController } from './links.controller';
import { Oidc } from './oidc';
import { consolePeppers } from './peppers';
import { SessionCleaning } from './session-cleaning';
import { SessionController } from './session.controller';
import { Sessions } from './sessions';
import { SignIn } from './sign-in';
import { SignInController, SignInSteps } from './sign-in.controller';

/** All addresses together may fail so many times as often as one. */
const SOURCES = 50;

@Module({
  imports: [BrandingModule, DatabaseModule, EventLogModule],
  controllers: [
    LinkBrandingController,
    LinksController,
    SessionController,
    SignInController,
    SignInSteps,
  ],
  providers: [
    SessionCleaning,
    { provide: Peppers, inject: [ConsoleConfig, GatewayConfig], useFactory: consolePeppers },
    {
      provide: Sessions,
      inject: [READ_POOL, Peppers, ConsoleConfig, LOGGER],
      useFactory: (pool: Pool, peppers: Peppers, config: ConsoleConfig, logger: Logger) => {
        const life = { seconds: config.SESSION_SECONDS, idleSeconds: config.SESSION_IDLE_SECONDS };
        return new Sessions(pool, peppers, life, logger);
      },
    },
    {
      provide: Cookies,
      inject: [GatewayConfig],
      useFactory: ({ origin }: GatewayConfig) => new Cookies(origin.startsWith('https:')),
    },
    {
      provide: Attempts,
      inject: [ConsoleConfig, GatewayMetrics],
      useFactory: ({ SIGN_IN_ATTEMPTS_LIMIT: ofOne }: ConsoleConfig, metrics: GatewayMetrics) =>
        new Attempts({ ofOne, ofAll: ofOne * SOURCES }, undefined, () =>
          metrics.limited('attempts'),
        ),
    },
    {
      provide: Links,
      inject: [READ_POOL, Peppers, AuditLog, GatewayConfig],
      useFactory: (pool: Pool, peppers: Peppers, audit: AuditLog, { consoleUrl }: GatewayConfig) =>
        new Links(pool, peppers, audit, consoleUrl),
    },
    {
      provide: SignIn,
      inject: [ConsoleConfig, GatewayConfig, Peppers, AuditLog, OperatorAuditLog, LOGGER],
      useFactory: (
        config: ConsoleConfig,
        { consoleUrl }: GatewayConfig,
        peppers: Peppers,
        audit: AuditLog,
        operatorAudit: OperatorAuditLog,
        logger: Logger,
      ) => {
        const oidc =
          config.OIDC_ISSUER === undefined ? undefined : new Oidc(config, `${consoleUrl}/callback`);
        return new SignIn(oidc, peppers, { audit, operatorAudit }, logger);
      },
    },
    {
      provide: Gate,
      inject: [GatewayConfig, Sessions, Cookies, Attempts, AdminLimits, LOGGER, ROUTE_OF],
      useFactory: (
        { OPERATOR_KEYS, origin }: GatewayConfig,
        sessions: Sessions,
        cookies: Cookies,
        attempts: Attempts,
        limits: AdminLimits,
        logger: Logger,
        routeOf: RouteOf,
      ) => new Gate(OPERATOR_KEYS, sessions, cookies, attempts, limits, origin, logger, routeOf),
    },
  ],
  exports: [Gate],
})
export class ConsoleAuthModule {}
