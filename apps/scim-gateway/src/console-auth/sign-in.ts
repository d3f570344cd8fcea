import { Inject, Injectable } from '@nestjs/common';
import { Peppers, type Logger } from '@rollcall/platform';
import { AuditLog, type RequestOrigin } from '../admin-kit/audit-log';
import { OperatorAuditLog } from '../admin-kit/operator-audit-log';
import { TenantUnknown } from '../event-log/port/event-log';
import { LOGGER } from '../runtime/tokens';
import { Oidc, type Attempt } from './oidc';
import { seal, unseal } from './sealed';
import type { Person } from './sessions';
import type { Session } from '../admin-kit/admin-caller';
import { returnPath } from './return-path';
import { SignInRefused } from './sign-in-refused';

/** How long somebody may take at the provider. */
export const SIGN_IN_SECONDS = 600;

/** Which session of the browser it is to take the place of. */
type Former = Pick<Session, 'tenantId' | 'id'>;
type Begun = Attempt & { readonly to: string; readonly former?: Former };

/** The way to the provider and back: what was begun is a sealed cookie of the browser that began it. */
@Injectable()
export class SignIn {
  constructor(
    /** Undefined when it is not offered. */
    @Inject(Oidc) readonly oidc: Oidc | undefined,
    private readonly peppers: Peppers,
    private readonly audit: AuditLog,
    private readonly operatorAudit: OperatorAuditLog,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** `former`: noted now, since a browser sends no Strict cookie when it comes back from elsewhere. */
  async begin(
    to: unknown,
    former: Former | undefined,
  ): Promise<{ readonly location: string; readonly cookie: string }> {
    const { url, attempt } = await this.offered().begin();
    const { tenantId = null, id } = former ?? {};
    const begun: Begun = {
      ...attempt,
      to: returnPath(to),
      ...(id === undefined ? {} : { former: { tenantId, id } }),
    };
    return { location: url.href, cookie: seal(this.peppers, begun, SIGN_IN_SECONDS) };
  }

  /** Who signed in, where they wanted to go, and what ends with it; the sign-in is recorded. */
  async finish(
    search: string,
    cookie: string | undefined,
    request: RequestOrigin,
  ): Promise<{ readonly person: Person; readonly to: string; readonly former?: Former }> {
    const oidc = this.offered();
    const begun = this.begunOf(search, cookie);
    if (!begun) throw new SignInRefused('too-late');
    const person = await oidc.finish(search, begun);
    await this.record(person, request);
    return { person, to: begun.to, ...(begun.former && { former: begun.former }) };
  }

  /** What names a sign-in that this browser has begun; undefined for one that it has not. */
  stateOf(search: string, cookie: string | undefined): string | undefined {
    return this.begunOf(search, cookie)?.state;
  }

  private begunOf(search: string, cookie: string | undefined): Begun | undefined {
    const begun = cookie === undefined ? undefined : unseal<Begun>(this.peppers, cookie);
    return begun?.state === new URLSearchParams(search).get('state') ? begun : undefined;
  }

  private offered(): Oidc {
    if (this.oidc) return this.oidc;
    throw new SignInRefused('not-offered');
  }

  private async record({ tenantId, role, actor }: Person, request: RequestOrigin): Promise<void> {
    const initiator = { ...request, actor };
    if (tenantId === null)
      await this.operatorAudit.record({ type: 'OperatorSignedIn', data: {} }, initiator);
    else
      await this.audit
        .record(tenantId, { type: 'SignedIn', data: { role } }, initiator)
        .catch((error: unknown) => {
          throw error instanceof TenantUnknown ? new SignInRefused('no-tenant') : error;
        });
    this.logger.info({ ...initiator, tenantId, role }, 'signed in');
  }
}
