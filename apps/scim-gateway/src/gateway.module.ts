import { Module, type DynamicModule } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import { Holds } from './admin/holds';
import { HoldsController } from './admin/holds.controller';
import { Acts } from './admin/acts';
import { ActsController } from './admin/acts.controller';
import { OpenApiController } from './admin/openapi.controller';
import { OperatorActs } from './admin/operator-acts';
import { TenantCommands } from './admin/tenant-commands';
import { TenantPages } from './admin/tenant-pages';
import { OverviewController, TenantsController } from './admin/tenants.controller';
import { TokensController } from './admin/tokens.controller';
import { RateLimits } from './auth/rate-limits';
import { TenantSettings } from './auth/tenant-settings';
import { BrandingController, LinkBrandingController } from './branding/branding.controller';
import { Branding } from './branding/branding';
import { BulkErrors } from './bulk/bulk-errors';
import { BulkController } from './bulk/bulk.controller';
import { GatewayConfig } from './config';
import { ErasingController } from './erasing/erasing.controller';
import { Erasing } from './erasing/erasing';
import { ErasureCommands } from './erasing/erasure-commands';
import { Erasures } from './erasing/erasures';
import type { ErasingParts } from './erasing/wire-erasing';
import { DiscoveryController } from './discovery/discovery.controller';
import { Cursors } from './listing/cursors';
import { Lists } from './listing/lists';
import { RootLists } from './listing/root-lists';
import { SearchController } from './listing/search.controller';
import { Beside } from './groups/beside';
import { GroupCommands } from './groups/group-commands';
import { GroupQuestions } from './groups/group-questions';
import { GroupResources } from './groups/group-resources';
import { GroupsController } from './groups/groups.controller';
import { EventLog } from './log/event-log';
import { sealingKeys } from './sealing/sealing-keys';
import { MeController } from './scim/me.controller';
import { ResourceAnswers } from './scim/resource-answers';
import { ResourceTypes } from './scim/resource-type';
import { Dialects } from './dialects/dialects';
import { QuirkLedger } from './dialects/quirk-ledger';
import { QuirksController } from './dialects/quirks.controller';
import { Directory } from './users/directory';
import { UserCommands } from './users/user-commands';
import { UserQuestions } from './users/user-questions';
import { UserResources } from './users/user-resources';
import { UsersController } from './users/users.controller';
import { NamesApart } from './refolding/apart';
import { NamesController } from './refolding/names.controller';
import { generationsOf } from './told-topic';
import { TokenService } from './tokens/token-service';
import type { Watch } from './watch';
import { Attempts } from './ways/attempts';
import { ConsoleConfig } from './ways/console-config';
import { Cookies } from './ways/cookie';
import { Links } from './ways/links';
import { LinksController } from './ways/links.controller';
import { SessionController } from './ways/session.controller';
import { Sessions } from './ways/sessions';
import { SignIn } from './ways/sign-in';
import { SignInController, SignInSteps } from './ways/sign-in.controller';
import type { Ways } from './ways/wire-ways';
import type { Wiring } from './wiring';

/** What the hooks of the public port share with its controllers. */
interface Parts {
  readonly settings: TenantSettings;
  readonly dialects: Dialects;
  readonly ledger: QuirkLedger;
  readonly limits: RateLimits;
  readonly logger: Logger;
  readonly ways: Ways;
  readonly watch: Watch;
  readonly erasing: ErasingParts;
}

@Module({})
export class GatewayModule {
  static with(
    config: GatewayConfig,
    consoleConfig: ConsoleConfig,
    wiring: Wiring,
    { settings, dialects, ledger, limits, logger, ways, watch, erasing }: Parts,
  ): DynamicModule {
    const { log } = wiring;
    const directory = new Directory(wiring.directory, config.scimBaseUrl);
    const beside = new Beside(log, config.scimBaseUrl);
    const questions = new UserQuestions(log, directory);
    const users = new UserResources(new UserCommands(log), questions);
    const groupQuestions = new GroupQuestions(log, directory);
    const groups = new GroupResources(new GroupCommands(log), groupQuestions);
    const types = new ResourceTypes([users, groups]);
    const cursors = new Cursors(sealingKeys(config));
    const lists = new Lists(cursors, beside, config.scimBaseUrl);
    return {
      module: GatewayModule,
      controllers: [
        UsersController,
        SearchController,
        BulkController,
        GroupsController,
        DiscoveryController,
        MeController,
        QuirksController,
        TenantsController,
        OverviewController,
        TokensController,
        HoldsController,
        ActsController,
        LinksController,
        SessionController,
        BrandingController,
        LinkBrandingController,
        SignInController,
        SignInSteps,
        OpenApiController,
        ErasingController,
        NamesController,
        ...watch.controllers,
      ],
      providers: [
        { provide: GatewayConfig, useValue: config },
        { provide: ConsoleConfig, useValue: consoleConfig },
        { provide: EventLog, useValue: log },
        { provide: TenantSettings, useValue: settings },
        { provide: Dialects, useValue: dialects },
        {
          provide: Holds,
          useValue: new Holds(wiring.reads, wiring.directory, generationsOf(config)),
        },
        { provide: QuirkLedger, useValue: ledger },
        { provide: RateLimits, useValue: limits },
        { provide: BulkErrors, useValue: new BulkErrors(logger) },
        { provide: UserQuestions, useValue: questions },
        { provide: UserResources, useValue: users },
        { provide: ResourceTypes, useValue: types },
        { provide: Lists, useValue: lists },
        { provide: RootLists, useValue: new RootLists(types, lists, cursors) },
        { provide: GroupQuestions, useValue: groupQuestions },
        { provide: GroupResources, useValue: groups },
        {
          provide: ResourceAnswers,
          useValue: new ResourceAnswers(beside, config.scimBaseUrl),
        },
        ...watch.providers,
        { provide: ErasureCommands, useValue: erasing.commands },
        { provide: Erasures, useValue: erasing.erasures },
        { provide: Erasing, useValue: erasing.erasing },
        { provide: NamesApart, useValue: new NamesApart(wiring.watching) },
        { provide: TenantCommands, useValue: new TenantCommands(log) },
        {
          provide: TenantPages,
          useValue: new TenantPages(
            wiring.watching,
            config.TOPIC_GENERATION,
            config.REQUEST_LOG ? wiring.requestLog : undefined,
            (ids) => new TokenService(wiring.tokens).lastEnds(ids),
          ),
        },
        { provide: Acts, useValue: ways.acts },
        { provide: OperatorActs, useValue: ways.operatorActs },
        { provide: Links, useValue: ways.links },
        { provide: Branding, useValue: ways.branding },
        { provide: Sessions, useValue: ways.sessions },
        { provide: Cookies, useValue: ways.cookies },
        { provide: SignIn, useValue: ways.signIn },
        { provide: Attempts, useValue: ways.attempts },
      ],
    };
  }
}
