import { Module, type DynamicModule } from '@nestjs/common';
import { Acts } from './admin/acts';
import { OpenApiController } from './admin/openapi.controller';
import type { RequestRates } from './admin/request-rates';
import { TenantCommands } from './admin/tenant-commands';
import { TenantPages } from './admin/tenant-pages';
import { OverviewController, TenantsController } from './admin/tenants.controller';
import { TokensController } from './admin/tokens.controller';
import { TenantSettings } from './auth/tenant-settings';
import { GatewayConfig } from './config';
import { DiscoveryController } from './discovery/discovery.controller';
import { EventLog } from './log/event-log';
import { MeController } from './scim/me.controller';
import { Dialects } from './dialects/dialects';
import { QuirkLedger } from './dialects/quirk-ledger';
import { QuirksController } from './dialects/quirks.controller';
import { Directory } from './users/directory';
import { UserCommands } from './users/user-commands';
import { UserQuestions } from './users/user-questions';
import { UsersController } from './users/users.controller';
import type { Watch } from './watch';
import { Attempts } from './ways/attempts';
import { Cookies } from './ways/cookie';
import { Links } from './ways/links';
import { LinksController } from './ways/links.controller';
import { SessionController } from './ways/session.controller';
import { Sessions } from './ways/sessions';
import { SignIn } from './ways/sign-in';
import { SignInController, SignInSteps } from './ways/sign-in.controller';
import type { Ways } from './ways/wire-ways';
import type { Wiring } from './wiring';

@Module({})
export class GatewayModule {
  static with(
    config: GatewayConfig,
    wiring: Wiring,
    settings: TenantSettings,
    dialects: Dialects,
    ledger: QuirkLedger,
    ways: Ways,
    rates: RequestRates,
    watch: Watch,
  ): DynamicModule {
    const { log, reads } = wiring;
    const directory = new Directory(wiring.directory, config.scimBaseUrl);
    return {
      module: GatewayModule,
      controllers: [
        UsersController,
        DiscoveryController,
        MeController,
        QuirksController,
        TenantsController,
        OverviewController,
        TokensController,
        LinksController,
        SessionController,
        SignInController,
        SignInSteps,
        OpenApiController,
        ...watch.controllers,
      ],
      providers: [
        { provide: GatewayConfig, useValue: config },
        { provide: EventLog, useValue: log },
        { provide: TenantSettings, useValue: settings },
        { provide: Dialects, useValue: dialects },
        { provide: QuirkLedger, useValue: ledger },
        ...watch.providers,
        { provide: Directory, useValue: directory },
        { provide: UserCommands, useValue: new UserCommands(log) },
        { provide: UserQuestions, useValue: new UserQuestions(log, directory) },
        { provide: TenantCommands, useValue: new TenantCommands(log) },
        {
          provide: TenantPages,
          useValue: new TenantPages(reads, config.TOPIC_GENERATION, rates),
        },
        { provide: Acts, useValue: ways.acts },
        { provide: Links, useValue: ways.links },
        { provide: Sessions, useValue: ways.sessions },
        { provide: Cookies, useValue: ways.cookies },
        { provide: SignIn, useValue: ways.signIn },
        { provide: Attempts, useValue: ways.attempts },
      ],
    };
  }
}
