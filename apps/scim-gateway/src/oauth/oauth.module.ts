import { Module } from '@nestjs/common';
import { EventLogModule } from '../event-log/event-log.module';
import { NeighboursModule } from '../neighbours/neighbours.module';
import { TokensModule } from '../tokens/tokens.module';
import { Clients } from './clients';
import { ClientsController } from './clients.controller';
import { KeyAddresses } from './key-addresses';
import { OAuthController } from './oauth.controller';
import { TokenRequestLimits } from './token-request-limits';
import { Trusts } from './trusts';
import { TrustsController } from './trusts.controller';

/** OAuth 2.0 client credentials: the token endpoint, and the clients of each tenant. */
@Module({
  imports: [EventLogModule, NeighboursModule, TokensModule],
  controllers: [ClientsController, OAuthController, TrustsController],
  providers: [Clients, KeyAddresses, TokenRequestLimits, Trusts],
})
export class OAuthModule {}
