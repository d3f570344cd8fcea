import type { Logger } from '@rollcall/platform';
import { Acts } from '../admin/acts';
import { Gate } from '../admin/gate';
import type { GatewayConfig } from '../config';
import type { Wiring } from '../wiring';
import { Attempts } from './attempts';
import { Cookies } from './cookie';
import { Links } from './links';
import { Oidc } from './oidc';
import { consolePeppers } from './peppers';
import { Sessions } from './sessions';
import { SignIn } from './sign-in';

const CLEAN_EVERY_MS = 600_000;
/** All addresses together may fail so many times as often as one. */
const SOURCES = 50;

/** Who gets in, by which way, and as whom. */
export interface Ways {
  readonly acts: Acts;
  readonly links: Links;
  readonly sessions: Sessions;
  readonly cookies: Cookies;
  readonly attempts: Attempts;
  readonly signIn: SignIn;
  readonly gate: Gate;
  stop(): void;
}

export const wireWays = (
  config: GatewayConfig,
  { log, reads }: Pick<Wiring, 'log' | 'reads'>,
  logger: Logger,
): Ways => {
  const peppers = consolePeppers(config);
  const acts = new Acts(log);
  const life = { seconds: config.SESSION_SECONDS, idleSeconds: config.SESSION_IDLE_SECONDS };
  const sessions = new Sessions(reads, peppers, life, logger);
  const cookies = new Cookies(config.origin.startsWith('https:'));
  const limit = config.SIGN_IN_ATTEMPTS_LIMIT;
  const attempts = new Attempts({ ofOne: limit, ofAll: limit * SOURCES });
  const oidc =
    config.OIDC_ISSUER === undefined
      ? undefined
      : new Oidc(config, `${config.consoleUrl}/callback`);
  const cleaning = setInterval(() => void sessions.clean(), CLEAN_EVERY_MS);
  cleaning.unref();
  return {
    acts,
    links: new Links(reads, peppers, acts, config.consoleUrl),
    sessions,
    cookies,
    attempts,
    signIn: new SignIn(oidc, peppers, acts, logger),
    gate: new Gate(config.OPERATOR_KEYS, sessions, cookies, attempts, config.origin),
    stop: () => clearInterval(cleaning),
  };
};
