import { Module } from '@nestjs/common';
import type { Kafka } from '@rollcall/messaging';
import type { Logger } from '@rollcall/platform';
import { AuditLog } from '../admin-kit/audit-log';
import { GatewayConfig } from '../config/gateway-config';
import { DatabaseModule } from '../database/database.module';
import { EventLogModule } from '../event-log/event-log.module';
import { KafkaModule } from '../kafka/kafka.module';
import { KAFKA } from '../kafka/kafka.token';
import { GatewayMetrics } from '../metrics/gateway-metrics';
import { LOGGER } from '../runtime/tokens';
import { Admissions } from '../scim/auth/admissions';
import { AuthModule } from '../scim/auth/auth.module';
import { TenancyModule } from '../tenancy/tenancy.module';
import { TokenService } from '../tokens/token-service';
import { TokensModule } from '../tokens/tokens.module';
import { ConnectionController } from './connection.controller';
import { Connections } from './connections';
import { MangledTokens } from './mangled-tokens';
import { Tests } from './tests';

@Module({
  imports: [AuthModule, DatabaseModule, EventLogModule, KafkaModule, TenancyModule, TokensModule],
  controllers: [ConnectionController],
  providers: [
    Connections,
    {
      provide: MangledTokens,
      inject: [TokenService, Connections, LOGGER],
      useFactory: (tokens: TokenService, connections: Connections, logger: Logger) =>
        new MangledTokens((ids) => tokens.tenantsOf(ids), connections, logger),
    },
    {
      provide: Tests,
      inject: [GatewayConfig, KAFKA, Admissions, Connections, AuditLog, LOGGER, GatewayMetrics],
      useFactory: (
        config: GatewayConfig,
        kafka: Kafka,
        admissions: Admissions,
        connections: Connections,
        audit: AuditLog,
        logger: Logger,
        metrics: GatewayMetrics,
      ) =>
        new Tests(config, kafka, admissions, connections, audit, logger, () =>
          metrics.limited('tests'),
        ),
    },
  ],
  exports: [Connections, MangledTokens],
})
export class ConnectionTestModule {}
