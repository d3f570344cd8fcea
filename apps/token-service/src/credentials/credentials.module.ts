import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module';
import { RedisModule } from '../redis/redis.module';
import { ServiceModule } from '../service/service.module';
import { AccessTokenLifetime } from './access-token-lifetime';
import { AccessTokens } from './access-tokens';
import { AssertionGrants } from './assertion-grants';
import { Admissions } from './admissions';
import { ClientsService } from './clients.service';
import { SecretCheck } from './secret-check';
import { TokenStore } from './token-store';
import { TokensService } from './tokens.service';
import { TrustsService } from './trusts.service';
import { NetworkUses } from './used-networks';

/** Tokens, OAuth clients and their trusts: issued, admitted, listed, revoked. */
@Module({
  imports: [ServiceModule, RedisModule, EventsModule],
  providers: [
    AccessTokenLifetime,
    AccessTokens,
    Admissions,
    AssertionGrants,
    ClientsService,
    NetworkUses,
    SecretCheck,
    TokenStore,
    TokensService,
    TrustsService,
  ],
  exports: [
    AccessTokenLifetime,
    AccessTokens,
    AssertionGrants,
    ClientsService,
    NetworkUses,
    TokenStore,
    TokensService,
    TrustsService,
  ],
})
export class CredentialsModule {}
