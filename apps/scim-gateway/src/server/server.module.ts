import { Module } from '@nestjs/common';
import { BrandingModule } from '../branding/branding.module';
import { ConnectionTestModule } from '../connection-test/connection-test.module';
import { ConsoleAuthModule } from '../console-auth/console-auth.module';
import { Bounds } from '../http/bounds';
import { Methods } from '../http/methods';
import { IdpCompatModule } from '../idp-compat/idp-compat.module';
import { RequestLogModule } from '../request-log/request-log.module';
import { AuthModule } from '../scim/auth/auth.module';
import { routes } from './admin-routes';
import { openApi } from './openapi';
import { OPENAPI, OpenApiController } from './openapi.controller';
import { Refusals } from './refusals';
import { RequestHandlers } from './request-handlers';

@Module({
  imports: [
    AuthModule,
    BrandingModule,
    ConnectionTestModule,
    ConsoleAuthModule,
    IdpCompatModule,
    RequestLogModule,
  ],
  controllers: [OpenApiController],
  providers: [
    Bounds,
    Methods,
    Refusals,
    RequestHandlers,
    { provide: OPENAPI, useFactory: () => openApi(routes) },
  ],
})
export class ServerModule {}
