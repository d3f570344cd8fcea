import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module';
import { RedisModule } from '../redis/redis.module';
import { ServiceModule } from '../service/service.module';
import { Admissions } from './admissions';
import { TokenStore } from './token-store';
import { TokensService } from './tokens.service';

/** Tokens: issued, admitted, listed, revoked. */
@Module({
  imports: [ServiceModule, RedisModule, EventsModule],
  providers: [Admissions, TokenStore, TokensService],
  exports: [TokenStore, TokensService],
})
export class CredentialsModule {}
