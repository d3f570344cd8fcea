import { Injectable, Optional } from '@nestjs/common';
import type { StatusView, TenantId } from '@rollcall/contracts';
import type { CallerSocket } from '@rollcall/platform';
import { parseListQuery, profiles } from '@rollcall/protocol';
import type { TenantState } from '../event-log/port/event-log';
import { directoryPage } from '../admin/directory-page';
import { Directory } from '../scim/listing/directory';

export type UserCount = NonNullable<StatusView['people']>;

interface Counted {
  readonly position: number;
  readonly at: number;
  readonly counts: UserCount;
}

/** Counts of a tenant that changes are this old at most. */
const FRESH_MS = 15_000;
/** Tenants whose counts are kept at this gateway. */
const MOST = 1_000;

/**
 * How many users of a tenant are active and how many are deactivated. Counting the deactivated reads
 * the tenant's users in the directory: it is done anew only when something was recorded since, and
 * once in fifteen seconds.
 */
@Injectable()
export class UserCounts {
  private readonly kept = new Map<TenantId, Counted>();

  constructor(
    private readonly directory: Directory,
    @Optional() private readonly now: () => number = () => Date.now(),
  ) {}

  /** The newest counts known; null while the directory has never said. */
  async of(tenant: TenantState, socket: CallerSocket): Promise<UserCount | null> {
    const { tenantId, position } = tenant;
    const before = this.kept.get(tenantId);
    const isFresh = before && (before.position === position || this.now() - before.at < FRESH_MS);
    if (isFresh) return before.counts;
    const counts = await this.ask(tenant, socket).catch(() => undefined);
    if (!counts) return before?.counts ?? null;
    this.kept.delete(tenantId);
    this.kept.set(tenantId, { position, at: this.now(), counts });
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST) break;
      this.kept.delete(oldest);
    }
    return counts;
  }

  private async ask(tenant: TenantState, socket: CallerSocket): Promise<UserCount> {
    const [all, inactive] = await Promise.all([
      this.total(tenant, socket, {}),
      this.total(tenant, socket, { filter: 'active eq false' }),
    ]);
    return { active: Math.max(0, all - inactive), inactive };
  }

  private async total(
    tenant: TenantState,
    socket: CallerSocket,
    query: { filter?: string },
  ): Promise<number> {
    const none = parseListQuery({ ...query, count: '0' }, profiles[tenant.profile]);
    return (await directoryPage(this.directory, { tenant, socket }, 'users', none)).total;
  }
}
