import { tenantId } from '@rollcall/contracts';
import { createLogger, InternalClient, Peppers } from '@rollcall/platform';
import type { Client, Pool } from 'pg';
import type { GatewayConfig } from '../config/gateway-config';
import { Dialects } from '../idp-compat/dialects';
import { QuirkLedger } from '../idp-compat/quirk-ledger';
import { QuirksController } from '../idp-compat/quirks.controller';
import { ExpiryController } from '../token-expiry-notices/expiry.controller';
import { SealedSecrets } from '../token-expiry-notices/sealed-secret';
import { Webhooks } from '../token-expiry-notices/webhooks';
import type { TenantState } from '../event-log/port/event-log';
import { PostgresEventLog } from '../event-log/postgres-event-log';
import { render } from '../event-log/resources/render';
import { Captures } from '../request-log/captures';
import { RequestLog } from '../request-log/request-log';
import { RequestReads } from '../request-log/request-reads';
import { RequestsController } from '../request-log/requests.controller';
import { ResourceNames } from '../request-log/resource-names';
import { TokenService } from '../tokens/token-service';
import { Attempts } from '../console-auth/attempts';
import { ConsoleConfig } from '../config/console-config';
import { Cookies } from '../console-auth/cookie';
import { Links } from '../console-auth/links';
import type { Oidc } from '../console-auth/oidc';
import { seal } from '../console-auth/sealed';
import { SessionController } from '../console-auth/session.controller';
import { Sessions, type Person } from '../console-auth/sessions';
import { SignIn } from '../console-auth/sign-in';
import { operatorOf, type AdminCaller } from '../admin-kit/admin-caller';
import { AuditLog, type Initiator } from '../admin-kit/audit-log';
import { OperatorAuditLog } from '../admin-kit/operator-audit-log';
import { TenantCommands } from '../tenancy/tenant-commands';

export const ACME = tenantId('acme');
export const WORD = 'correlates-all-of-it';
export const SOURCE = '203.0.113.7';
export const INITIATOR = { actor: 'operator:ada', correlationId: WORD, source: SOURCE };
export const quiet = createLogger('spec', 'silent', { write: () => undefined });
export const setHeader = (): void => undefined;
const CONFIG = { origin: 'http://localhost', consoleUrl: 'http://localhost/console' };
export const ENTRY_AT = Date.now();

/** Everything that is recorded and done by people, on a database of its own. */
export class Ground {
  readonly log: PostgresEventLog;
  readonly audit: AuditLog;
  readonly operatorAudit: OperatorAuditLog;
  readonly sessions: Sessions;
  readonly links: Links;
  readonly tenants: TenantCommands;
  readonly peppers = new Peppers(['one:0123456789abcdef'], 'P');
  readonly captures: Captures;
  readonly requestLog: RequestLog;
  /** No server listens at this address. */
  readonly away = new InternalClient({
    service: 'neighbour',
    baseUrl: 'http://127.0.0.1:1',
    key: 'k',
    deadlineMs: 1_000,
  });
  readonly tokens = new TokenService(this.away);
  caller: AdminCaller = operatorOf('ada');

  constructor(
    readonly pool: Pool,
    readonly client: Client,
  ) {
    this.log = new PostgresEventLog({ appends: pool, reads: pool, render });
    this.audit = new AuditLog(this.log);
    this.operatorAudit = new OperatorAuditLog(pool);
    this.tenants = new TenantCommands(this.log);
    this.sessions = new Sessions(pool, this.peppers, new ConsoleConfig());
    this.links = new Links(pool, this.peppers, this.audit, CONFIG);
    this.captures = new Captures(pool, quiet);
    this.requestLog = new RequestLog(pool, quiet, { written: () => undefined } as never);
  }

  get initiator(): Initiator {
    return { ...INITIATOR, actor: this.caller.actor };
  }

  async tenant(): Promise<TenantState> {
    return (await this.log.tenant(ACME)) as TenantState;
  }

  get expiry(): ExpiryController {
    const secrets = new SealedSecrets({ SEALING_KEYS: [`k1:${'k'.repeat(16)}`] });
    const config = { WEBHOOKS_ANYWHERE: false } as GatewayConfig;
    const webhooks = new Webhooks(this.pool, this.tokens, secrets, config, quiet);
    return new ExpiryController(this.tokens, webhooks, this.audit, config);
  }

  get requests(): RequestsController {
    const reads = new RequestReads(this.pool);
    const none = undefined as never;
    return new RequestsController(
      this.log.resources,
      reads,
      this.captures,
      none,
      this.audit,
      new ResourceNames(this.pool),
      none,
      none,
    );
  }

  get session(): SessionController {
    const attempts = new Attempts({ ofOne: 100, ofAll: 100 });
    const { links, sessions, audit, operatorAudit } = this;
    const more = [
      new Cookies(CONFIG),
      attempts,
      new ConsoleConfig(),
      audit,
      operatorAudit,
    ] as const;
    return new SessionController(links, sessions, ...more);
  }

  get quirks(): QuirksController {
    const ledger = new QuirkLedger(this.pool, quiet, undefined as never);
    return new QuirksController(new Dialects(this.pool, quiet), ledger, this.audit);
  }

  /** As the controller does: who it is, then the session. */
  async signIn(person: Person): Promise<unknown> {
    const provider = { finish: () => Promise.resolve(person) } as unknown as Oidc;
    const signIn = new SignIn(provider, this.peppers, this.audit, this.operatorAudit, quiet);
    const begun = seal(this.peppers, { state: 's', nonce: 'n', verifier: 'v', to: '/' }, 60);
    await signIn.finish('?state=s', begun, { correlationId: WORD, source: SOURCE });
    return this.sessions.open(person);
  }

  async as(person: Person): Promise<void> {
    const { session } = await this.sessions.open(person);
    const { role, tenantId: of, actor } = session;
    this.caller = { role, tenantId: of, actor, session };
  }
}
