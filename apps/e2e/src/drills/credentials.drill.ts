import { topics } from '@rollcall/contracts';
import { createKafka } from '@rollcall/subscriber';
import { eventually } from '../audit/settled';
import { commandsOf } from '../pages/page';
import { typeBlocks } from '../pages/typing';
import { Client } from '../support/client';
import { silent } from '../support/records';
import { adminOf, issueToken, newTenant } from '../support/tenants';
import type { Drill, Run } from './drill';
import { flush } from './redis-emptied.drill';

const PAGE = 'docs/runbooks/credentials-topic.md';

const deleteTopic = async ({ stack }: Run): Promise<void> => {
  const admin = createKafka({
    brokers: stack.brokers,
    clientId: 'drill',
    log: silent,
  }).admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [topics.credentials()] });
  await admin.disconnect();
};

const readinessOf = async ({ stack }: Run): Promise<string> => {
  const response = await fetch(`${stack.internal.token}/health/ready`);
  return `${response.status} ${await response.text()}`;
};

/** The commands of the page write the topic from Redis, and then the topic restores Redis. */
export const credentials: Drill = {
  name: 'credentials',
  says: 'the credentials topic deleted: noticed, and written again by the commands of its page',
  act: async (run) => {
    const { stack, find } = run;
    const tenant = await newTenant(stack);
    const live = await issueToken(stack, tenant.id);
    const revoked = await issueToken(stack, tenant.id);
    await adminOf(stack).delete(`/tenants/${tenant.id}/tokens/${revoked.id}`);
    const statusOf = async (token: string): Promise<number> =>
      (await new Client(stack.scim[0], token).get('/Users?count=0')).status;
    await deleteTopic(run);
    const said = await eventually(
      () => readinessOf(run),
      (text) => text.includes('republish-credentials'),
    );
    find(`the token service: ${said}`, said.startsWith('503'));
    if (!(await typeBlocks(run, commandsOf(PAGE)))) return;
    await flush(stack.redisUrl);
    const restored = await eventually(
      () => statusOf(live.token),
      (status) => status !== 503,
    );
    find(`a live token, after Redis was emptied, too: ${restored}`, restored === 200);
    const refused = await statusOf(revoked.token);
    find(`a revoked one: ${refused}`, refused === 401);
  },
};
