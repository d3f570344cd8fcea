import { Module } from '@nestjs/common';
import { EventLogModule } from '../event-log/event-log.module';
import { TokensModule } from '../tokens/tokens.module';
import { ExpiryController } from './expiry.controller';
import { Resealing } from './resealing';
import { SealedSecrets } from './sealed-secret';
import { Webhooks } from './webhooks';

@Module({
  imports: [EventLogModule, TokensModule],
  controllers: [ExpiryController],
  providers: [Resealing, SealedSecrets, Webhooks],
  exports: [Webhooks],
})
export class TokenExpiryNoticesModule {}
