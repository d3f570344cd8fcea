import { Metrics } from '@rollcall/platform';
import { GatewayMetrics } from './gateway-metrics';

describe('series of tenants with users who still wait to be deactivated', () => {
  const scraped = async (metrics: Metrics): Promise<ReadonlyMap<string, string>> => {
    const text = await metrics.registry.getSingleMetricAsString('rollcall_switch_off_waiting');
    const series = text.matchAll(/^rollcall_switch_off_waiting\{.*?tenant="([^"]+)".*\} (\d+)$/gm);
    return new Map([...series].map(([, tenant = '', count = '']) => [tenant, count]));
  };

  it('are at most a hundred; each shows its newest number, and an ended one makes room', async () => {
    const metrics = new Metrics('spec');
    const { waiting } = new GatewayMetrics(metrics).switchOffs;
    for (let n = 1; n <= 120; n += 1) waiting(`t${n}`, 1);
    waiting('t7', 5);
    expect((await scraped(metrics)).size).toBe(100);
    expect((await scraped(metrics)).get('t7')).toBe('5');
    waiting('t8', 0);
    waiting('t120', 3);
    const after = await scraped(metrics);
    expect([after.has('t8'), after.get('t120'), after.size]).toEqual([false, '3', 100]);
    const all = await metrics.registry.getSingleMetricAsString(
      'rollcall_switch_off_waiting_tenants',
    );
    expect(all).toMatch(/ 119$/m);
  });
});
