import { Module } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { GatewayConfig } from '../config/gateway-config';
import { DatabaseModule } from '../database/database.module';
import { WATCH_POOL } from '../database/pools';
import { EventLogModule } from '../event-log/event-log.module';
import { LOGGER } from '../runtime/tokens';
import { TokenService } from '../tokens/token-service';
import { TokensModule } from '../tokens/tokens.module';
import { ExpiryController } from './expiry.controller';
import { Resealing } from './resealing';
import { SealedSecrets } from './sealed-secret';
import { Webhooks } from './webhooks';

@Module({
  imports: [DatabaseModule, EventLogModule, TokensModule],
  controllers: [ExpiryController],
  providers: [
    Resealing,
    {
      provide: SealedSecrets,
      inject: [GatewayConfig],
      useFactory: (config: GatewayConfig) => new SealedSecrets(config),
    },
    {
      provide: Webhooks,
      inject: [WATCH_POOL, TokenService, SealedSecrets, GatewayConfig, LOGGER],
      useFactory: (
        pool: Pool,
        tokens: TokenService,
        secrets: SealedSecrets,
        config: GatewayConfig,
        logger: Logger,
      ) => new Webhooks(pool, tokens, { secrets, anywhere: config.WEBHOOKS_ANYWHERE }, logger),
    },
  ],
  exports: [Webhooks],
})
export class TokenExpiryNoticesModule {}
