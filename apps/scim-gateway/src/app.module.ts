import { Module, type DynamicModule } from '@nestjs/common';
import { AdminKitModule } from './admin-kit/admin-kit.module';
import { AdminModule } from './admin/admin.module';
import { BrandingModule } from './branding/branding.module';
import { ConnectionTestModule } from './connection-test/connection-test.module';
import { ConsoleAuthModule } from './console-auth/console-auth.module';
import { DatabaseModule } from './database/database.module';
import { DueWorkModule } from './due-work/due-work.module';
import { ErasureModule } from './erasure/erasure.module';
import { IdpCompatModule } from './idp-compat/idp-compat.module';
import { NameFoldingModule } from './name-folding/name-folding.module';
import { OAuthModule } from './oauth/oauth.module';
import { RelayModule } from './relay/relay.module';
import { RequestLogModule } from './request-log/request-log.module';
import { RevocationsModule } from './scim/auth/revocations.module';
import { BulkModule } from './scim/bulk/bulk.module';
import { DiscoveryModule } from './scim/discovery/discovery.module';
import { GroupsModule } from './scim/groups/groups.module';
import { SearchModule } from './scim/search/search.module';
import { UsersModule } from './scim/users/users.module';
import { ServerModule } from './server/server.module';
import { StatusModule } from './status/status.module';
import { TokenExpiryNoticesModule } from './token-expiry-notices/token-expiry-notices.module';
import { TokensModule } from './tokens/tokens.module';
import { RuntimeModule, type Runtime } from './runtime/runtime.module';
import { routeOf } from './server/admin-routes';

/** The gateway: a module for each of its folders. Start and stop are the modules' own hooks. */
@Module({
  imports: [
    AdminModule,
    BrandingModule,
    ConnectionTestModule,
    ConsoleAuthModule,
    DatabaseModule,
    DueWorkModule,
    ErasureModule,
    IdpCompatModule,
    NameFoldingModule,
    OAuthModule,
    RelayModule,
    RequestLogModule,
    RevocationsModule,
    BulkModule,
    DiscoveryModule,
    GroupsModule,
    SearchModule,
    UsersModule,
    ServerModule,
    StatusModule,
    TokenExpiryNoticesModule,
    TokensModule,
  ],
})
export class AppModule {
  static with(runtime: Runtime): DynamicModule {
    return {
      module: AppModule,
      imports: [RuntimeModule.with(runtime), AdminKitModule.with(routeOf)],
    };
  }
}
