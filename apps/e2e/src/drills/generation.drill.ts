import { topics } from '@rollcall/contracts';
import { createKafka, topicOffsets } from '@rollcall/subscriber';
import { commandsOf, sectionsOf } from '../pages/page';
import { blocksOf, typeBlocks } from '../pages/typing';
import { Client, strictUser } from '../support/client';
import { silent } from '../support/records';
import { newTenant } from '../support/tenants';
import { audit, AWAY, load, type Drill, type Run } from './drill';
import { Pulse } from './pulse';

const PAGE = 'docs/new-generation.md';
const PARTITIONS = 96;

/** A rebuild of the directory, then the page, with the way back before its last step. */
const blocks = (): readonly string[] => {
  const sections = sectionsOf(PAGE);
  const order = ['1.', '2.', '3.', '5.', 'Back', '5.', '6.'];
  return [
    ...commandsOf('docs/runbooks/projection-lag.md'),
    ...order.flatMap((heading) => blocksOf(sections, heading)),
  ];
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
    const { stack, find } = run;
    const tenant = await newTenant(stack, 'full');
    const name = 'somebody@example.com';
    await tenant.client.post('/Users', strictUser(name));
    const writers = load(tenant.clients, 'generation', { groups: true, rate: 50 });
    const logins = new Pulse(
      [new Client(`${stack.directory}/tenants/${tenant.id}`, stack.keys.client)],
      `/logins/${name}`,
    );
    const began = performance.now();
    const typed = await typeBlocks(run, blocks());
    await logins.stop();
    if (!typed) return;
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
