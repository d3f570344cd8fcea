import { topics } from '@rollcall/contracts';
import { EventPublisher } from '@rollcall/messaging';
import { createKafka, partitionOf } from '@rollcall/subscriber';
import { auditListed } from '../audit/audit';
import { bodyOf, strictUser } from '../support/client';
import { readListed } from '../support/records';
import { eventually, loginOf, sleep, whenPublished } from '../audit/settled';
import { adminOf, newTenant } from '../support/tenants';
import { audit, GOOD, load, type Drill } from './drill';

const quiet = { warn: () => undefined, error: () => undefined };
const json = { 'content-type': 'application/json' };

/** One tenant waits for a person; the others do not. */
export const poison: Drill = {
  name: 'poison',
  says: 'an unreadable message: its tenant is held, the others continue, a redrive works',
  act: async (run) => {
    const { stack, find, say } = run;
    const tenant = await newTenant(stack);
    const other = await newTenant(stack);
    const admin = adminOf(stack);
    await tenant.client.post('/Users', strictUser('before@example.com'));
    await whenPublished(stack, tenant.id);
    const kafka = createKafka({ brokers: stack.brokers, clientId: 'drill', log: quiet });
    const publisher = new EventPublisher(kafka);
    const garbage = { key: tenant.id, value: '{ half', headers: {} };
    const topic = topics.provisioning(stack.generation);
    await publisher.publish(topic, partitionOf(tenant.id, 48), [garbage]);
    await publisher.close();
    await tenant.client.post('/Users', strictUser('after@example.com'));
    const holds = await eventually(
      async () => bodyOf(await admin.get('/holds'))['holds'] as { tenantId: string }[],
      (all) => all.some(({ tenantId }) => tenantId === tenant.id),
    );
    find(`held: ${JSON.stringify(holds)}`, holds.length === 1);
    const writers = load(other.clients, 'other');
    await sleep(2_000);
    await audit(run, other, await writers.stop(), GOOD);
    const login = await eventually(
      () => loginOf(stack, tenant.id, 'before@example.com'),
      ({ status }) => status === 200,
    );
    find(
      `its log-in answer says so: held ${String(login.body['held'])}`,
      login.body['held'] === true,
    );
    const redrive = async (body: object) =>
      bodyOf(await admin.post(`/tenants/${tenant.id}/redrive`, body, json))['directory'];
    const again = await redrive({});
    find(`redriven without a change: ${String(again)}`, again === 'held again');
    const over = await redrive({ passOver: true });
    find(`redriven, skipping unreadable messages: ${String(over)}`, over === 'redriven');
    const log = await whenPublished(stack, tenant.id);
    const problems = auditListed(log.events, await readListed(tenant.client));
    find(`the directory has all ${log.events.length} events of it`, problems.length === 0);
    for (const problem of problems) say(`  ${problem}`);
  },
};
