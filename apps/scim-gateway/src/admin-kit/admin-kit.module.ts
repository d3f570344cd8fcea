import { Module, type DynamicModule } from '@nestjs/common';
import { EventLogModule } from '../event-log/event-log.module';
import { AdminLimits } from './admin-limits';
import { AuditLog } from './audit-log';
import { Idempotency } from './idempotency';
import { ROUTE_OF, type RouteOf } from './operation';
import { OperatorAuditLog } from './operator-audit-log';
import { Searches } from './searches';

/** What every controller of the admin API needs; `routeOf` finds a route. */
@Module({})
export class AdminKitModule {
  static with(routeOf: RouteOf): DynamicModule {
    const providers = [
      AdminLimits,
      AuditLog,
      Idempotency,
      OperatorAuditLog,
      Searches,
      { provide: ROUTE_OF, useValue: routeOf },
    ];
    const imports = [EventLogModule];
    return { module: AdminKitModule, global: true, imports, providers, exports: providers };
  }
}
