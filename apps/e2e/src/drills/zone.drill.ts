import { sleep } from '../audit/settled';
import { newTenant } from '../support/tenants';
import { audit, AWAY, load, type Drill } from './drill';
import { Recovery } from './recovery';

const ENGINES = ['kafka', 'postgres', 'redis'] as const;

/** All primaries of the engines and one gateway are gone at once; copies of the engines take over. */
export const zone: Drill = {
  name: 'zone',
  says: 'a zone is lost: the primary of each engine and a gateway at once, under load',
  act: async (run) => {
    const { stack, long, say, find } = run;
    const tenant = await newTenant(stack, 'full');
    const recovery = await Recovery.of(stack);
    const writers = load(tenant.clients, 'zone', { groups: true });
    await sleep(2_000);
    await Promise.all([...ENGINES, 'gateway-2' as const].map((part) => stack.kill9(part)));
    const failover = long ? 30 : 5;
    await sleep(failover * 1_000);
    const early = await recovery.login();
    find(`a log-in answer without any engine: ${early}`, early === 200 || early === 503);
    say(`copies of the engines take over after ${failover} s`);
    const began = performance.now();
    const [{ change, login }] = await Promise.all([
      recovery.since(began),
      ...ENGINES.map((engine) => stack.start(engine)),
    ]);
    find(`after that a change is accepted in ${change} s, a log-in answered in ${login} s`, true);
    await stack.start('gateway-2');
    await sleep(1_000);
    await audit(run, tenant, await writers.stop(), AWAY);
  },
};
