import { Module, type DynamicModule } from '@nestjs/common';
import { TenantCommands } from './admin/tenant-commands';
import { TenantsController } from './admin/tenants.controller';
import { TokensController, TokenService } from './admin/tokens.controller';
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
import type { Wiring } from './wiring';

@Module({})
export class GatewayModule {
  static with(
    config: GatewayConfig,
    wiring: Wiring,
    settings: TenantSettings,
    dialects: Dialects,
    ledger: QuirkLedger,
    watch: Watch,
  ): DynamicModule {
    const { log } = wiring;
    const directory = new Directory(wiring.directory, config.scimBaseUrl);
    return {
      module: GatewayModule,
      controllers: [
        UsersController,
        DiscoveryController,
        MeController,
        QuirksController,
        TenantsController,
        TokensController,
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
        { provide: TokenService, useValue: new TokenService(wiring.tokens) },
      ],
    };
  }
}
