import type { Metrics } from '@rollcall/platform';

export const OUTCOMES = ['served', 'refused', 'limited', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A tenant is looked at over the current span and the one before it. */
const SPAN_MS = 300_000;
/** A tenant that needed attention keeps its series for so long: rates need a past. */
const KEPT_MS = 3_600_000;
const MOST_TENANTS = 100;
const BUSIEST = 10;
/** Below it, refusals are a mapping that somebody tries. */
const MANY = 20;

type Counts = Record<Outcome, number>;
const none = (): Counts => ({ served: 0, refused: 0, limited: 0, failed: 0 });
const all = ({ served, refused, limited, failed }: Counts): number =>
  served + refused + limited + failed;

interface Tenant {
  readonly total: Counts;
  span: number;
  now: Counts;
  before: Counts;
  /** When it was last found to need attention; never: undefined. */
  shownAt: number | undefined;
}

/**
 * Requests by tenant and outcome, with series for those tenants alone that need attention (some
 * failed or were limited, or most are refused) and for the busiest: a series for each tenant would
 * make a scrape of ten thousand block the gateway. All of them are in the sum.
 */
export class TenantRequests {
  private readonly tenants = new Map<string, Tenant>();
  private readonly sum = none();
  private shown: readonly (readonly [string, Tenant])[] = [];
  private needing = 0;

  constructor(
    metrics: Metrics,
    private readonly clock: () => number = () => performance.now(),
  ) {
    const { sum } = this;
    metrics.counter(
      'rollcall_tenant_requests_total',
      'Requests of a tenant by outcome: served, refused (4xx), limited (429) or failed (5xx). For the busiest tenants and those that need attention.',
      ['tenant', 'outcome'],
      (counter) => {
        counter.reset();
        this.look();
        for (const [tenant, { total }] of this.shown)
          for (const outcome of OUTCOMES) counter.inc({ tenant, outcome }, total[outcome]);
      },
    );
    metrics.counter(
      'rollcall_tenants_requests_total',
      'Requests of all tenants by outcome.',
      ['outcome'],
      (counter) => {
        counter.reset();
        for (const outcome of OUTCOMES) counter.inc({ outcome }, sum[outcome]);
      },
    );
    metrics.gauge(
      'rollcall_tenants_needing_attention',
      'Tenants of which requests failed or were limited, or most were refused, in the last minutes; of more than a hundred some have no series.',
      [],
      (gauge) => gauge.set(this.needing),
    );
  }

  count(tenantId: string, outcome: Outcome): void {
    this.sum[outcome] += 1;
    let tenant = this.tenants.get(tenantId);
    if (!tenant) {
      const span = this.span();
      tenant = { total: none(), span, now: none(), before: none(), shownAt: undefined };
      this.tenants.set(tenantId, tenant);
    }
    this.turn(tenant);
    tenant.total[outcome] += 1;
    tenant.now[outcome] += 1;
  }

  private span(): number {
    return Math.floor(this.clock() / SPAN_MS);
  }

  private turn(tenant: Tenant): void {
    const span = this.span();
    if (tenant.span === span) return;
    tenant.before = tenant.span === span - 1 ? tenant.now : none();
    tenant.now = none();
    tenant.span = span;
  }

  private needsAttention({ now, before }: Tenant): boolean {
    if (now.failed + before.failed + now.limited + before.limited > 0) return true;
    const refused = now.refused + before.refused;
    return refused >= MANY && refused * 2 > all(now) + all(before);
  }

  /** Looks at every tenant once: those with the latest need, then the busiest. */
  private look(): void {
    const at = this.clock();
    const needy: [string, Tenant][] = [];
    const busy: [string, Tenant][] = [];
    this.needing = 0;
    for (const entry of this.tenants) {
      const [, tenant] = entry;
      this.turn(tenant);
      if (this.needsAttention(tenant)) {
        tenant.shownAt = at;
        this.needing += 1;
      }
      if (tenant.shownAt !== undefined && at - tenant.shownAt < KEPT_MS) needy.push(entry);
      else if (lately(tenant) > lately(busy.at(-1)?.[1]) || busy.length < BUSIEST) {
        busy.push(entry);
        busy.sort(([, a], [, b]) => lately(b) - lately(a));
        busy.length = Math.min(busy.length, BUSIEST);
      }
    }
    needy.sort(([, a], [, b]) => (b.shownAt ?? 0) - (a.shownAt ?? 0) || worst(b) - worst(a));
    this.shown = [...needy.slice(0, MOST_TENANTS), ...busy.filter(([, one]) => lately(one) > 0)];
  }
}

const lately = (tenant: Tenant | undefined): number =>
  tenant ? all(tenant.now) + all(tenant.before) : 0;
const worst = ({ now, before }: Tenant): number => now.failed + before.failed;
