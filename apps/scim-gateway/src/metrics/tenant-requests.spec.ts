import { Metrics } from '@rollcall/platform';
import { TenantRequests, type Outcome } from './tenant-requests';

const MINUTE = 60_000;

describe('requests by tenant', () => {
  let now = 0;
  let metrics: Metrics;
  let requests: TenantRequests;
  beforeEach(() => {
    now = 0;
    metrics = new Metrics('spec');
    requests = new TenantRequests(metrics, () => now);
  });

  const times = (count: number, tenant: string, outcome: Outcome): void => {
    for (let i = 0; i < count; i += 1) requests.count(tenant, outcome);
  };
  /** A scrape: one metric alone would miss what others look at. */
  const text = async (name: string): Promise<string> =>
    (await metrics.registry.metrics())
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`))
      .join('\n');
  const shown = async (): Promise<readonly string[]> => [
    ...new Set(
      [...(await text('rollcall_tenant_requests_total')).matchAll(/tenant="([^"]+)"/g)].map(
        ([, tenant = '']) => tenant,
      ),
    ),
  ];
  const figure = async (name: string, label = ''): Promise<number> =>
    Number(new RegExp(`^${name}\\{.*${label}.*\\} (\\d+)$`, 'm').exec(await text(name))?.[1]);

  it('are all in the sum', async () => {
    times(3, 'a', 'served');
    times(2, 'b', 'served');
    times(1, 'b', 'failed');
    expect(await figure('rollcall_tenants_requests_total', 'outcome="served"')).toBe(5);
    expect(await figure('rollcall_tenants_requests_total', 'outcome="failed"')).toBe(1);
  });

  it('have series for the busiest and for those that need attention alone', async () => {
    for (let i = 0; i < 1_000; i += 1) times(1 + (i % 7), `calm-${i}`, 'served');
    for (let i = 0; i < 10; i += 1) times(50, `busy-${i}`, 'served');
    times(1, 'broken', 'failed');
    times(1, 'limited', 'limited');
    times(20, 'refused', 'refused');
    times(19, 'trying', 'refused');
    const found = await shown();
    expect(found.filter((one) => one.startsWith('busy'))).toHaveLength(10);
    expect(found).toEqual(expect.arrayContaining(['broken', 'limited', 'refused']));
    expect(found).not.toContain('trying');
    expect(found.filter((one) => one.startsWith('calm'))).toEqual([]);
    expect(await figure('rollcall_tenants_needing_attention')).toBe(3);
  });

  it('keep a series for an hour after its need, so that rates have a past', async () => {
    for (let i = 0; i < 20; i += 1) times(9, `busy-${i}`, 'served');
    times(1, 'broken', 'failed');
    expect(await shown()).toContain('broken');
    now = 59 * MINUTE;
    expect(await figure('rollcall_tenants_needing_attention')).toBe(0);
    expect(await shown()).toContain('broken');
    now = 75 * MINUTE;
    expect(await shown()).not.toContain('broken');
  });

  it('count from the start of the process, whenever the series begins', async () => {
    for (let i = 0; i < 20; i += 1) times(100, `busy-${i}`, 'served');
    times(7, 'late', 'served');
    await shown();
    now = 20 * MINUTE;
    times(1, 'late', 'failed');
    expect(await figure('rollcall_tenant_requests_total', 'tenant="late",outcome="served"')).toBe(
      7,
    );
  });

  it('have a hundred series of tenants in need at most, and say how many are in need', async () => {
    for (let i = 0; i < 300; i += 1) times(1, `broken-${i}`, 'failed');
    expect(await shown()).toHaveLength(100);
    expect(await figure('rollcall_tenants_needing_attention')).toBe(300);
  });
});
