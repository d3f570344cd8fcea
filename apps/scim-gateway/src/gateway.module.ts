import { Module, type DynamicModule } from '@nestjs/common';
import { Holds } from './admin/holds';
import { HoldsController } from './admin/holds.controller';
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
import { generationsOf } from './told-topic';
import type { Wiring } from './wiring';

@Module({})
export class GatewayModule {
  static with(
    config: GatewayConfig,
    wiring: Wiring,
    settings: TenantSettings,
    dialects: Dialects,
    ledger: QuirkLedger,
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
        HoldsController,
      ],
      providers: [
        { provide: GatewayConfig, useValue: config },
        { provide: EventLog, useValue: log },
        { provide: TenantSettings, useValue: settings },
        { provide: Dialects, useValue: dialects },
        {
          provide: Holds,
          useValue: new Holds(wiring.reads, wiring.directory, generationsOf(config)),
        },
        { provide: QuirkLedger, useValue: ledger },
        { provide: UserCommands, useValue: new UserCommands(log) },
        { provide: UserQuestions, useValue: new UserQuestions(log, directory) },
        { provide: TenantCommands, useValue: new TenantCommands(log) },
        { provide: TokenService, useValue: new TokenService(wiring.tokens) },
      ],
    };
  }
}
