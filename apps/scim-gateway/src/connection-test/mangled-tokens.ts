import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import { BufferedWriter } from '../lifecycle/buffered-writer';
import { LOGGER } from '../runtime/tokens';
import { NotAdmitted } from '../scim/auth/admissions';
import type { ScimRequest } from '../scim/pipeline/caller';
import { TokenService } from '../tokens/token-service';
import { Connections, type Mangled } from './connections';

/** Ids of one turn; as many as the token service resolves to tenants at once. */
const MOST_IDS = 1_000;
/** `rc_` and four characters of the id, which is no secret. */
const PREFIX = 'rc_'.length + 4;
/** A complete id, with any text before and after it. */
const ID = /(?:^|[^0-9A-Za-z])rc_([0-9A-Za-z]{16})(?![0-9A-Za-z])/;

type Attempt = Pick<ScimRequest, 'headers'> & Partial<Pick<ScimRequest, 'refused'>>;

/**
 * Refused attempts with a token that was not copied completely, or was changed on the way: the
 * likeliest mistake before the first request. The request log does not show it, since the sender of
 * such a token is not authenticated. Only the token's id can be known, and only when it is
 * complete: a token cut inside its id, or with another character in it, belongs to no tenant.
 * Stored are the beginning of the token, the number of attempts and their time. Each second the
 * gateway requests the tenants of the ids, all at once and never while a request waits; what cannot
 * be kept is forgotten.
 */
@Injectable()
export class MangledTokens extends BufferedWriter {
  private pending = new Map<string, Mangled>();

  constructor(
    private readonly tokens: TokenService,
    private readonly connections: Connections,
    @Inject(LOGGER) private readonly logger: Logger,
    @Optional() private readonly now: () => number = () => Date.now(),
  ) {
    super(1_000);
  }

  /** A request that was answered; all but those with such a token are left alone. */
  answered({ refused, headers }: Attempt): void {
    const error = refused?.error;
    if (!(error instanceof NotAdmitted) || error.tenantId !== undefined) return;
    const id = ID.exec(headers.authorization ?? '')?.[1];
    if (id === undefined) return;
    const count = (this.pending.get(id)?.count ?? 0) + 1;
    if (count === 1 && this.pending.size >= MOST_IDS) return;
    const at = new Date(this.now()).toISOString();
    this.pending.set(id, { prefix: `rc_${id}`.slice(0, PREFIX), count, at });
    this.soon();
  }

  protected async write(): Promise<void> {
    const { pending } = this;
    if (pending.size === 0) return;
    this.pending = new Map();
    try {
      const tenants = await this.tokens.tenantsOf([...pending.keys()]);
      const counted = new Map<string, Mangled>();
      for (const [id, tenantId] of Object.entries(tenants)) {
        const one = pending.get(id);
        if (one) counted.set(tenantId, together(one, counted.get(tenantId)));
      }
      if (counted.size > 0) await this.connections.mangled(counted);
    } catch (err) {
      this.logger.warn({ err, ids: pending.size }, 'truncated tokens could not be counted');
    }
  }
}

/** Reports the newest token of a tenant. */
const together = (one: Mangled, other: Mangled | undefined): Mangled => {
  if (!other) return one;
  const newest = other.at > one.at ? other : one;
  return other.prefix === one.prefix ? { ...newest, count: one.count + other.count } : newest;
};
