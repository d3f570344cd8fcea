import { Module } from '@nestjs/common';
import { EventLogModule } from '../event-log/event-log.module';
import { RequestLogModule } from '../request-log/request-log.module';
import { NeighboursModule } from '../neighbours/neighbours.module';
import { TokensModule } from '../tokens/tokens.module';
import { AssertionGrants } from './assertion-grants';
import { Clients } from './clients';
import { ClientsController } from './clients.controller';
import { KeyAddresses } from './key-addresses';
import { KeySets } from './key-sets';
import { OAuthController } from './oauth.controller';
import { RefusedTokenRequests } from './refused-token-requests';
import { TokenRequestLimits } from './token-request-limits';
import { Trusts } from './trusts';
import { TrustsController } from './trusts.controller';

/** OAuth 2.0 client credentials: the token endpoint, and the clients of each tenant. */
@Module({
  imports: [EventLogModule, NeighboursModule, RequestLogModule, TokensModule],
  controllers: [ClientsController, OAuthController, TrustsController],
  providers: [
    AssertionGrants,
    Clients,
    KeyAddresses,
    KeySets,
    RefusedTokenRequests,
    TokenRequestLimits,
    Trusts,
  ],
  exports: [Trusts],
})
export class OAuthModule {}
