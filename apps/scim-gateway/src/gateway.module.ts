import { Module, type DynamicModule } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import { Holds } from './admin/holds';
import { HoldsController } from './admin/holds.controller';
import { Acts } from './admin-kit/acts';
import { ActsController } from './admin/acts.controller';
import { OpenApiController } from './admin/openapi.controller';
import { OperatorActs } from './admin-kit/operator-acts';
import { TenantCommands } from './tenancy/tenant-commands';
import { TenantPages } from './admin/tenant-pages';
import { OverviewController, TenantsController } from './admin/tenants.controller';
import { TokensController } from './admin/tokens.controller';
import { RateLimits } from './scim/auth/rate-limits';
import { TenantSettings } from './tenancy/tenant-settings';
import { BrandingController, LinkBrandingController } from './branding/branding.controller';
import { Branding } from './branding/branding';
import { BulkErrors } from './scim/bulk/bulk-errors';
import { BulkController } from './scim/bulk/bulk.controller';
import { GatewayConfig } from './config/gateway-config';
import { ErasingController } from './erasure/erasing.controller';
import { Erasing } from './erasure/erasing';
import { ErasureCommands } from './erasure/erasure-commands';
import { Erasures } from './erasure/erasures';
import type { ErasingParts } from './wire-erasing';
import { DiscoveryController } from './scim/discovery/discovery.controller';
import { Cursors } from './scim/listing/cursors';
import { Lists } from './scim/listing/lists';
import { RootLists } from './scim/listing/root-lists';
import { SearchController } from './scim/listing/search.controller';
import { Beside } from './scim/memberships/memberships';
import { GroupCommands } from './scim/groups/group-commands';
import { GroupQuestions } from './scim/groups/group-questions';
import { GroupResources } from './scim/groups/group-resources';
import { GroupsController } from './scim/groups/groups.controller';
import { EventLog } from './event-log/port/event-log';
import { Resources } from './event-log/resources/resources';
import { sealingKeys } from './sealing/sealing-keys';
import { MeController } from './scim/pipeline/me.controller';
import { ResourceAnswers } from './scim/memberships/resource-answers';
import { ResourceTypes } from './scim/pipeline/resource-type';
import { Dialects } from './idp-compat/dialects';
import { QuirkLedger } from './idp-compat/quirk-ledger';
import { QuirksController } from './idp-compat/quirks.controller';
import { Directory } from './scim/listing/directory';
import { UserCommands } from './scim/users/user-commands';
import { UserQuestions } from './scim/users/user-questions';
import { UserResources } from './scim/users/user-resources';
import { UsersController } from './scim/users/users.controller';
import { NamesApart } from './name-folding/apart';
import { NamesController } from './name-folding/names.controller';
import { generationsOf } from './relay/topic-publisher';
import { TokenService } from './tokens/token-service';
import type { Watch } from './watch';
import { Attempts } from './console-auth/attempts';
import { ConsoleConfig } from './config/console-config';
import { Cookies } from './console-auth/cookie';
import { Links } from './console-auth/links';
import { LinksController } from './console-auth/links.controller';
import { SessionController } from './console-auth/session.controller';
import { Sessions } from './console-auth/sessions';
import { SignIn } from './console-auth/sign-in';
import { SignInController, SignInSteps } from './console-auth/sign-in.controller';
import type { Ways } from './wire-ways';
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
    const beside = new Beside(log.resources, config.scimBaseUrl);
    const questions = new UserQuestions(log, log.resources, directory);
    const users = new UserResources(new UserCommands(log), questions);
    const groupQuestions = new GroupQuestions(log, log.resources, directory);
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
        { provide: Resources, useValue: log.resources },
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
