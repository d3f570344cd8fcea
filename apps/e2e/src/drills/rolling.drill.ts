import { Client } from '../support/client';
import { sleep } from '../audit/settled';
import { newTenant } from '../support/tenants';
import { Balancer } from './balancer';
import { audit, GOOD, load, type Drill } from './drill';

/** Each gateway is stopped and started in turn, behind a balancer that repeats nothing. */
export const rolling: Drill = {
  name: 'rolling',
  says: 'a rolling restart of two gateways under load, without a failed request',
  act: async (run) => {
    const { stack, long, say, find } = run;
    const tenant = await newTenant(stack, 'full');
    const balancer = await Balancer.open(
      stack.scim.map((base, i) => [base, stack.internals[i] as string]),
    );
    const client = new Client(balancer.scimBaseUrl, tenant.token);
    const writers = load([client], 'rolling', { groups: true });
    const reads = new Map<number, number>();
    let done = false;
    const reading = (async () => {
      for (let n = 0; !done; n += 1) {
        const { status } = await client.get(n % 2 === 0 ? '/Users?count=5' : '/Schemas');
        reads.set(status, (reads.get(status) ?? 0) + 1);
        await sleep(10);
      }
    })();
    try {
      await sleep(1_000);
      for (let turn = 1; turn <= (long ? 5 : 1); turn += 1)
        for (const name of ['gateway', 'gateway-2'] as const) {
          await stack.stopPart(name);
          await stack.start(name);
          await sleep(500);
          say(`${name} was restarted (${turn})`);
        }
    } finally {
      done = true;
      await reading;
    }
    const ledger = await writers.stop();
    await balancer.close();
    const wrong = [...reads].filter(([status]) => status !== 200);
    const all = [...reads.values()].reduce((sum, one) => sum + one, 0);
    find(
      `${all} reads, failed: ${wrong.map((one) => one.join(' × ')).join(', ') || 'none'}`,
      wrong.length === 0,
    );
    await audit(run, tenant, ledger, GOOD);
  },
};
