import { topics } from '@rollcall/contracts';
import { createKafka } from '@rollcall/subscriber';
import { eventually, sleep } from '../audit/settled';
import { sectionsOf } from '../pages/page';
import { blocksOf, typeBlocks } from '../pages/typing';
import { Client } from '../support/client';
import { silent } from '../support/records';
import { newTenant } from '../support/tenants';
import { audit, AWAY, load, type Drill, type DrillStack } from './drill';
import { Recovery } from './recovery';

const PAGE = 'docs/new-generation.md';
/** The page without its way back, and without the topic that is gone already. */
const STEPS = ['1.', '2.', '3.', '5.'];

const loseTopic = async ({ brokers, generation }: DrillStack): Promise<void> => {
  const admin = createKafka({ brokers, clientId: 'drill', log: silent }).admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [topics.provisioning(generation)] });
  await admin.disconnect();
};

/** Kafka comes back without the topic: the log publishes all of it again, to another generation. */
export const topicLost: Drill = {
  name: 'topic-lost',
  says: 'the topic lost with all brokers: writes go on, and docs/new-generation.md brings it back',
  act: async (run) => {
    const { stack, find } = run;
    const tenant = await newTenant(stack, 'full');
    const recovery = await Recovery.of(stack);
    const writers = load(tenant.clients, 'topic-lost', { groups: true, rate: 50 });
    await sleep(2_000);
    await stack.kill9('kafka');
    await sleep(1_000);
    await stack.start('kafka');
    await loseTopic(stack);
    const [internal] = stack.internals as [string];
    const stopped = await eventually(
      async () => (await new Client(internal, '').get('/health/ready')).text,
      (text) => text.includes('worries'),
      // Kafka's client tries for a while before the relay looks again.
      120_000,
    );
    find(`the gateway says: ${stopped}`, stopped.includes(topics.provisioning()));
    const began = performance.now();
    const sections = sectionsOf(PAGE);
    const blocks = STEPS.flatMap((heading) => blocksOf(sections, heading));
    if (!(await typeBlocks(run, blocks))) return;
    const { change, login } = await recovery.since(began);
    find(`the commands took ${change} s; a log-in is answered after ${login} s`, true);
    const ledger = await writers.stop();
    await audit({ ...run, stack: { ...stack, generation: 2 } }, tenant, ledger, AWAY);
  },
};
