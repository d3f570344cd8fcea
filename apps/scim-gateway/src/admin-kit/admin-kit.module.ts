import { Module, type DynamicModule } from '@nestjs/common';
import { ConsoleConfig } from '../config/console-config';
import { DatabaseModule } from '../database/database.module';
import { EventLogModule } from '../event-log/event-log.module';
import { GatewayMetrics } from '../metrics/gateway-metrics';
import { AuditLog } from './audit-log';
import { AdminLimits } from './admin-limits';
import { Idempotency } from './idempotency';
import { OperatorAuditLog } from './operator-audit-log';
import { ROUTE_OF, type RouteOf } from './route';
import { Searches } from './searches';

/** What every controller of the admin API stands on; `routeOf` finds the row of a route. */
@Module({})
export class AdminKitModule {
  static with(routeOf: RouteOf): DynamicModule {
    return {
      module: AdminKitModule,
      global: true,
      imports: [DatabaseModule, EventLogModule],
      providers: [
        AuditLog,
        Idempotency,
        OperatorAuditLog,
        { provide: ROUTE_OF, useValue: routeOf },
        {
          provide: AdminLimits,
          inject: [ConsoleConfig, GatewayMetrics],
          useFactory: (config: ConsoleConfig, metrics: GatewayMetrics) =>
            new AdminLimits(
              {
                session: config.ADMIN_SESSION_LIMIT,
                tenant: config.ADMIN_TENANT_LIMIT,
                operator: config.ADMIN_OPERATOR_LIMIT,
              },
              undefined,
              (limit) => metrics.limited(limit),
            ),
        },
        {
          provide: Searches,
          inject: [GatewayMetrics],
          useFactory: (metrics: GatewayMetrics) => new Searches(() => metrics.limited('searches')),
        },
      ],
      exports: [AuditLog, AdminLimits, Idempotency, OperatorAuditLog, ROUTE_OF, Searches],
    };
  }
}
