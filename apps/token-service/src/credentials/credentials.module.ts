import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module';
import { RedisModule } from '../redis/redis.module';
import { ServiceModule } from '../service/service.module';
import { AccessTokens } from './access-tokens';
import { Admissions } from './admissions';
import { ClientsService } from './clients.service';
import { SecretCheck } from './secret-check';
import { TokenStore } from './token-store';
import { TokensService } from './tokens.service';

/** Tokens and OAuth clients: issued, admitted, listed, revoked. */
@Module({
  imports: [ServiceModule, RedisModule, EventsModule],
  providers: [AccessTokens, Admissions, ClientsService, SecretCheck, TokenStore, TokensService],
  exports: [AccessTokens, ClientsService, TokenStore, TokensService],
})
export class CredentialsModule {}
