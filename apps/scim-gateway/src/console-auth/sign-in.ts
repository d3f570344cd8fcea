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

/** How long a person may take at the provider. */
export const SIGN_IN_SECONDS = 600;

/** The browser's session that the new one replaces. */
type Former = Pick<Session, 'tenantId' | 'id'>;
type Begun = Attempt & { readonly to: string; readonly former?: Former };

/** The way to the provider and back: a sealed cookie of the browser stores the begun sign-in. */
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

  /**
   * `former`: stored at the start, since a browser sends no Strict cookie when it comes back from
   * another site.
   */
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

  /**
   * The person who signed in, the path to return to, and the session that ends; records the
   * sign-in.
   */
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

  /** The subject of a sign-in that this browser has begun; undefined for any other. */
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
