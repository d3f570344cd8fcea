import { sleep } from '../audit/settled';
import type { PartName } from '../support/stack';
import { newTenant } from '../support/tenants';
import { audit, AWAY, load, type Drill } from './drill';
import { sever } from './sever';

const PARTS = ['gateway', 'gateway-2', 'directory', 'token', 'kafka', 'postgres', 'redis'] as const;
const VICTIMS = [...PARTS, 'connections'] as const;
type Victim = PartName | 'connections';
const between = (least: number, most: number): number => least + Math.random() * (most - least);

/** Kills any process or engine, at any time. */
export const kills: Drill = {
  name: 'kills',
  says: 'kill -9 of each process and engine at random moments under users, groups and Bulk',
  act: async (run) => {
    const { stack, long, say, find } = run;
    const tenant = await newTenant(stack, 'full');
    const writers = load(tenant.clients, 'kills', { rate: 300, groups: true });
    const reads = new Map<number, number>();
    let done = false;
    const reading = (async () => {
      for (let n = 0; !done; n += 1) {
        const client = tenant.clients[n % tenant.clients.length]!;
        const paths = [
          '/Users?count=10',
          '/Users?filter=userName%20sw%20%22kills%22',
          '/Schemas',
          '/Groups?count=5',
          '/Groups?filter=displayName%20sw%20%22Bulk%22&count=5',
        ];
        const { status } = await client.get(paths[n % paths.length] as string);
        reads.set(status, (reads.get(status) ?? 0) + 1);
        await sleep(20);
      }
    })();
    const end = performance.now() + (long ? 120_000 : 20_000);
    const hit = new Map<Victim, number>();
    const kill = async (victim: Victim): Promise<void> => {
      await sleep(between(200, 1_500));
      if (victim === 'connections') await sever(stack.logDatabaseUrl);
      else {
        await stack.kill9(victim);
        await sleep(between(0, 2_000));
        await stack.start(victim);
      }
      hit.set(victim, (hit.get(victim) ?? 0) + 1);
    };
    try {
      // First each one once, in random order; then any.
      for (const victim of [...VICTIMS].sort(() => Math.random() - 0.5)) await kill(victim);
      while (performance.now() < end)
        await kill(VICTIMS[Math.floor(Math.random() * VICTIMS.length)] as Victim);
    } finally {
      await stack.mend();
      done = true;
      await reading;
    }
    await sleep(1_000);
    const ledger = await writers.stop();
    say(`killed: ${[...hit].map((one) => one.join(' × ')).join(', ')}`);
    const wrong = [...reads.keys()].filter((status) => ![200, 503, 0].includes(status));
    find(
      `reads: ${[...reads].map(([status, n]) => `${status || 'no answer'} × ${n}`).join(', ')}`,
      wrong.length === 0,
    );
    await audit(run, tenant, ledger, AWAY);
  },
};
