import { topics } from '@rollcall/contracts';
import { createKafka, topicOffsets } from '@rollcall/subscriber';
import { Cluster } from '../pages/cluster';
import { commandsOf, Reader, sectionsOf } from '../pages/page';
import { Client, strictUser } from '../support/client';
import { silent } from '../support/records';
import { textOf } from '../support/source-tree';
import { newTenant } from '../support/tenants';
import { helm } from '../support/tools';
import { audit, AWAY, load, type Drill, type Run } from './drill';
import { Pulse } from './pulse';

const PAGE = 'docs/new-generation.md';
const PARTITIONS = 96;

/** A rebuild of the directory, then the page, with the way back before its last step. */
const blocks = (): readonly string[] => {
  const sections = sectionsOf(PAGE);
  const of = (heading: string): readonly string[] => {
    const [, found] = [...sections].find(([name]) => name.startsWith(heading)) ?? [];
    if (!found?.length) throw new Error(`${PAGE} has no commands in ${heading}`);
    return found;
  };
  const order = ['1.', '2.', '3.', '5.', 'Back', '5.', '6.'];
  return [...commandsOf('docs/runbooks/projection-lag.md'), ...order.flatMap(of)];
};

const partitionsOf = async ({ stack }: Run, generation: number): Promise<number> => {
  const kafka = createKafka({ brokers: stack.brokers, clientId: 'drill', log: silent });
  const found = await topicOffsets(kafka, topics.provisioning(generation)).catch(() => []);
  return found.length;
};

/** The commands of the page move everybody to another generation, and nobody notices. */
export const generation: Drill = {
  name: 'generation',
  says: 'a new generation of the topic, by the commands of docs/new-generation.md: no outage',
  act: async (run) => {
    const { stack, say, find } = run;
    const tenant = await newTenant(stack, 'full');
    const name = 'somebody@example.com';
    await tenant.client.post('/Users', strictUser(name));
    const writers = load(tenant.clients, 'generation', { groups: true, rate: 50 });
    const logins = new Pulse(
      [new Client(`${stack.directory}/tenants/${tenant.id}`, stack.keys.client)],
      `/logins/${name}`,
    );
    const cluster = new Cluster(stack, await helm());
    const values = textOf('k8s/rollcall/ci/minimal.yaml');
    const url = await cluster.open();
    const reader = await Reader.sitDown(values, cluster.programs(), { CLUSTER_URL: url });
    const began = performance.now();
    try {
      for (const block of blocks()) {
        const { code, output } = await reader.type(block);
        const [first = ''] = block.split('\n');
        find(`${first} …: ${code}`, code === 0);
        if (code !== 0) return say(output);
      }
    } finally {
      await reader.getUp();
      cluster.close();
      await logins.stop();
    }
    // Between the end of the one directory of this stack and its next start nobody answers.
    const answers = logins.statuses(began, performance.now()).filter((status) => status !== 0);
    find(`log-in answers meanwhile: ${answers.join()}`, answers.join() === '200');
    find(`generation 2 has ${PARTITIONS} partitions`, (await partitionsOf(run, 2)) === PARTITIONS);
    find('generation 1 is gone', (await partitionsOf(run, 1)) === 0);
    const ledger = await writers.stop();
    const known = { ...ledger, attempted: ledger.attempted.add(`provision:${name}`) };
    await audit({ ...run, stack: { ...stack, generation: 2 } }, tenant, known, AWAY);
  },
};
