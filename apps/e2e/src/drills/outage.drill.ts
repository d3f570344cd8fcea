import { sleep } from '../audit/settled';
import { newTenant } from '../support/tenants';
import { audit, AWAY, GOOD, load, type Drill } from './drill';

/** Provisioning outlives its broker; the relay and the directory catch up by themselves. */
export const kafkaDown: Drill = {
  name: 'kafka-down',
  says: 'Kafka down for a minute: every write is acknowledged, and published afterwards',
  act: async (run) => {
    const { stack, long } = run;
    const tenant = await newTenant(stack);
    const writers = load(tenant.clients, 'kafka');
    await sleep(1_000);
    await stack.kill9('kafka');
    await sleep(long ? 60_000 : 5_000);
    await stack.start('kafka');
    await sleep(1_000);
    await audit(run, tenant, await writers.stop(), GOOD);
  },
};

/** An orderly restart, as an upgrade of the engine is. */
export const postgresRestart: Drill = {
  name: 'postgres-restart',
  says: 'Postgres restarted under load: 503 meanwhile, nothing acknowledged is lost',
  act: async (run) => {
    const { stack, long } = run;
    const tenant = await newTenant(stack);
    const writers = load(tenant.clients, 'postgres');
    for (let turn = 0; turn < (long ? 3 : 1); turn += 1) {
      await sleep(1_000);
      await stack.stopPart('postgres');
      await sleep(500);
      await stack.start('postgres');
    }
    await sleep(1_500);
    await audit(run, tenant, await writers.stop(), AWAY);
  },
};
