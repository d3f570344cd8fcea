import type { Logger, Peppers } from '@rollcall/platform';
import type { Acts } from '../admin/acts';
import { TenantUnknown } from '../log/event-log';
import type { Attempt, Oidc } from './oidc';
import { seal, unseal } from './sealed';
import type { Person } from './sessions';
import { returnPath } from './return-path';
import { SignInRefused } from './sign-in-refused';

/** How long somebody may take at the provider. */
export const SIGN_IN_SECONDS = 600;

type Begun = Attempt & { readonly to: string };

/** The way to the provider and back: what was begun is a sealed cookie of the browser that began it. */
export class SignIn {
  constructor(
    /** Undefined when it is not offered. */
    readonly oidc: Oidc | undefined,
    private readonly peppers: Peppers,
    private readonly acts: Acts,
    private readonly logger: Logger,
  ) {}

  async begin(to: unknown): Promise<{ readonly location: string; readonly cookie: string }> {
    const { url, attempt } = await this.offered().begin();
    const begun: Begun = { ...attempt, to: returnPath(to) };
    return { location: url.href, cookie: seal(this.peppers, begun, SIGN_IN_SECONDS) };
  }

  /** Who signed in, and where they wanted to go; their sign-in is an event of their tenant. */
  async finish(
    search: string,
    cookie: string | undefined,
    correlationId: string,
  ): Promise<{ readonly person: Person; readonly to: string }> {
    const oidc = this.offered();
    const begun = this.begunOf(search, cookie);
    if (!begun) throw new SignInRefused('too-late');
    const person = await oidc.finish(search, begun);
    await this.tell(person, correlationId);
    return { person, to: begun.to };
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

  private async tell({ tenantId, role, actor }: Person, correlationId: string): Promise<void> {
    this.logger.info({ tenantId, role, actor, correlationId }, 'signed in');
    if (tenantId === null) return;
    const act = { actor, correlationId };
    try {
      await this.acts.record(tenantId, { type: 'SignedIn', data: { role } }, act);
    } catch (error) {
      throw error instanceof TenantUnknown ? new SignInRefused('no-tenant') : error;
    }
  }
}
