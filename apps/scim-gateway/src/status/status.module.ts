import { Module } from '@nestjs/common';
import { ConnectionTestModule } from '../connection-test/connection-test.module';
import { EventLogModule } from '../event-log/event-log.module';
import { OAuthModule } from '../oauth/oauth.module';
import { RequestLogModule } from '../request-log/request-log.module';
import { ListingModule } from '../scim/listing/listing.module';
import { TokensModule } from '../tokens/tokens.module';
import { UserCounts } from './user-counts';
import { ConnectionStatus } from './connection-status';
import { StatusController } from './status.controller';

@Module({
  imports: [
    ConnectionTestModule,
    EventLogModule,
    ListingModule,
    OAuthModule,
    RequestLogModule,
    TokensModule,
  ],
  controllers: [StatusController],
  providers: [UserCounts, ConnectionStatus],
})
export class StatusModule {}
