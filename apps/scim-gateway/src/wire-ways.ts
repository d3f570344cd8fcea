import type { Logger } from '@rollcall/platform';
import { Acts } from './admin-kit/acts';
import { AdminLimits } from './admin-kit/admin-limits';
import { Gate } from './console-auth/gate';
import { Idempotency } from './admin-kit/idempotency';
import { OperatorActs } from './admin-kit/operator-acts';
import { sayKeys } from './config/operator-keys';
import { Branding } from './branding/branding';
import type { GatewayConfig } from './config/gateway-config';
import type { GatewayMetrics } from './metrics/gateway-metrics';
import type { Wiring } from './wiring';
import { Attempts } from './console-auth/attempts';
import type { ConsoleConfig } from './config/console-config';
import { Cookies } from './console-auth/cookie';
import { Links } from './console-auth/links';
import { Oidc } from './console-auth/oidc';
import { consolePeppers } from './console-auth/peppers';
import { Sessions } from './console-auth/sessions';
import { SignIn } from './console-auth/sign-in';

const CLEAN_EVERY_MS = 600_000;
/** All addresses together may fail so many times as often as one. */
const SOURCES = 50;

/** Who gets in, by which way, and as whom. */
export interface Ways {
  readonly acts: Acts;
  readonly operatorActs: OperatorActs;
  readonly links: Links;
  readonly branding: Branding;
  readonly sessions: Sessions;
  readonly cookies: Cookies;
  readonly attempts: Attempts;
  readonly signIn: SignIn;
  readonly gate: Gate;
  readonly idempotency: Idempotency;
  stop(): void;
}

export const wireWays = (
  config: GatewayConfig,
  settings: ConsoleConfig,
  { log, reads }: Pick<Wiring, 'log' | 'reads'>,
  logger: Logger,
  metrics: GatewayMetrics,
): Ways => {
  const peppers = consolePeppers(settings, config);
  const acts = new Acts(log);
  const operatorActs = new OperatorActs(reads);
  sayKeys(config.OPERATOR_KEYS, logger);
  const life = { seconds: settings.SESSION_SECONDS, idleSeconds: settings.SESSION_IDLE_SECONDS };
  const sessions = new Sessions(reads, peppers, life, logger);
  const cookies = new Cookies(config.origin.startsWith('https:'));
  const limit = settings.SIGN_IN_ATTEMPTS_LIMIT;
  const attempts = new Attempts({ ofOne: limit, ofAll: limit * SOURCES }, undefined, () =>
    metrics.limited('attempts'),
  );
  const limits = new AdminLimits(
    {
      session: settings.ADMIN_SESSION_LIMIT,
      tenant: settings.ADMIN_TENANT_LIMIT,
      operator: settings.ADMIN_OPERATOR_LIMIT,
    },
    undefined,
    (limit) => metrics.limited(limit),
  );
  const oidc =
    settings.OIDC_ISSUER === undefined
      ? undefined
      : new Oidc(settings, `${config.consoleUrl}/callback`);
  const cleaning = setInterval(() => void sessions.clean(), CLEAN_EVERY_MS);
  cleaning.unref();
  return {
    acts,
    operatorActs,
    branding: new Branding(settings, reads),
    links: new Links(reads, peppers, acts, config.consoleUrl),
    sessions,
    cookies,
    attempts,
    signIn: new SignIn(oidc, peppers, { acts, operatorActs }, logger),
    idempotency: new Idempotency(reads),
    gate: new Gate(
      config.OPERATOR_KEYS,
      sessions,
      cookies,
      attempts,
      limits,
      config.origin,
      logger,
    ),
    stop: () => clearInterval(cleaning),
  };
};
