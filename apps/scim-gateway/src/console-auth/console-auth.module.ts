import { Module } from '@nestjs/common';
import { Peppers } from '@rollcall/platform';
import { BrandingModule } from '../branding/branding.module';
import { ConsoleConfig } from '../config/console-config';
import { GatewayConfig } from '../config/gateway-config';
import { EventLogModule } from '../event-log/event-log.module';
import { GatewayMetrics } from '../metrics/gateway-metrics';
import { Attempts } from './attempts';
import { Cookies } from './cookie';
import { Gate } from './gate';
import { LinkBrandingController } from './link-branding.controller';
import { Links } from './links';
import { LinksController } from './links.controller';
import { Oidc } from './oidc';
import { consolePeppers } from './peppers';
import { SessionCleaning } from './session-cleaning';
import { SessionController } from './session.controller';
import { Sessions } from './sessions';
import { SignIn } from './sign-in';
import { SignInController, SignInSteps } from './sign-in.controller';

/** All addresses together may fail this many times as often as one. */
const SOURCES = 50;

@Module({
  imports: [BrandingModule, EventLogModule],
  controllers: [
    LinkBrandingController,
    LinksController,
    SessionController,
    SignInController,
    SignInSteps,
  ],
  providers: [
    Cookies,
    Gate,
    Links,
    SessionCleaning,
    Sessions,
    SignIn,
    { provide: Peppers, inject: [ConsoleConfig, GatewayConfig], useFactory: consolePeppers },
    {
      provide: Attempts,
      inject: [ConsoleConfig, GatewayMetrics],
      useFactory: ({ SIGN_IN_ATTEMPTS_LIMIT: ofOne }: ConsoleConfig, metrics: GatewayMetrics) =>
        new Attempts({ ofOne, ofAll: ofOne * SOURCES }, undefined, () =>
          metrics.limited('attempts'),
        ),
    },
    {
      provide: Oidc,
      inject: [ConsoleConfig, GatewayConfig],
      useFactory: (config: ConsoleConfig, { consoleUrl }: GatewayConfig) =>
        config.OIDC_ISSUER === undefined ? undefined : new Oidc(config, `${consoleUrl}/callback`),
    },
  ],
  exports: [Gate],
})
export class ConsoleAuthModule {}
