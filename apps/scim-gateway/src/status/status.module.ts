import { Module } from '@nestjs/common';
import type { Pool } from 'pg';
import { GatewayConfig } from '../config/gateway-config';
import { ConnectionTestModule } from '../connection-test/connection-test.module';
import { Connections } from '../connection-test/connections';
import { DatabaseModule } from '../database/database.module';
import { REQUEST_LOG_POOL, WATCH_POOL } from '../database/pools';
import { EventLogModule } from '../event-log/event-log.module';
import { RequestLogModule } from '../request-log/request-log.module';
import { SwitchOffs } from '../request-log/switch-offs';
import { Directory } from '../scim/listing/directory';
import { ListingModule } from '../scim/listing/listing.module';
import { Rotations } from '../tokens/rotations';
import { TokenService } from '../tokens/token-service';
import { TokensModule } from '../tokens/tokens.module';
import { Uses } from '../tokens/uses';
import { People } from './people';
import { Standing } from './standing';
import { StatusController } from './status.controller';

@Module({
  imports: [
    ConnectionTestModule,
    DatabaseModule,
    EventLogModule,
    ListingModule,
    RequestLogModule,
    TokensModule,
  ],
  controllers: [StatusController],
  providers: [
    {
      provide: People,
      inject: [Directory],
      useFactory: (directory: Directory) => new People(directory),
    },
    {
      provide: Standing,
      inject: [
        WATCH_POOL,
        REQUEST_LOG_POOL,
        GatewayConfig,
        Connections,
        TokenService,
        Uses,
        Rotations,
        SwitchOffs,
        People,
      ],
      useFactory: (
        pool: Pool,
        log: Pool,
        { REQUEST_LOG }: GatewayConfig,
        connections: Connections,
        tokens: TokenService,
        uses: Uses,
        rotations: Rotations,
        switchOffs: SwitchOffs,
        people: People,
      ) => {
        const requestLog = REQUEST_LOG ? log : undefined;
        const kept = { connections, tokens, uses, rotations, switchOffs, people };
        return new Standing({ pool, requestLog, ...kept });
      },
    },
  ],
})
export class StatusModule {}
