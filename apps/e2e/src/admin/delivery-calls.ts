import { randomUUID } from 'node:crypto';
import { eventually } from '../audit/settled';
import type { Stack } from '../support/stack';
import { adminOf, JSON_TYPE } from '../support/tenants';
import { startDelivery } from '../support/tools';
import type { Call, Scene } from './oauth-calls';

const KEY = 'a-key-of-a-team-that-subscribes';
let eventsBaseUrl = '';

/** The event-delivery that a stack's gateways ask at this internal port. */
export const deliveryOf = async (
  stack: Stack,
  internalPort: number,
): Promise<{ stop(): Promise<unknown> }> => {
  const started = await startDelivery({
    engines: { env: { ...stack.reach, DATABASE_URL: stack.databaseUrl } as never },
    dir: stack.logs,
    internalPort,
    installation: 'https://rollcall.test',
    serviceKey: stack.keys.operator,
    keys: [KEY],
    env: { SEALING_KEYS: 'k1:a-secret-of-these-suites', WEBHOOKS_ANYWHERE: 'true' },
  });
  ({ eventsBaseUrl } = started);
  return started.process;
};

const endpoint = (): { name: string; url: string } => ({
  name: `described-${randomUUID()}`,
  // Nobody listens there.
  url: 'http://127.0.0.1:1/rollcall',
});

const created = async ({ stack }: Scene): Promise<{ readonly name: string }> => {
  const body = endpoint();
  await adminOf(stack).post('/webhooks', body, JSON_TYPE);
  return { name: body.name };
};

/** A subscription of a service. */
export const subscribed = async (): Promise<{ readonly name: string }> => {
  const name = `described-${randomUUID()}`;
  await fetch(`${eventsBaseUrl}/subscriptions/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, ...JSON_TYPE },
    body: JSON.stringify({ tenants: [] }),
  });
  return { name };
};

/** The calls about what event-delivery has. */
export const DELIVERY_CALLS: Readonly<Record<string, (scene: Scene) => Promise<Call>>> = {
  deleteSubscriptionsByName: async () => ({ ids: await subscribed() }),
  postWebhooks: () => Promise.resolve({ body: endpoint() }),
  getWebhooksByName: async (scene) => ({ ids: await created(scene) }),
  getWebhooksByNameDeliveries: async (scene) => ({ ids: await created(scene) }),
  patchWebhooksByName: async (scene) => ({ ids: await created(scene), body: { paused: true } }),
  deleteWebhooksByName: async (scene) => ({ ids: await created(scene) }),
  postWebhooksByNameSecrets: async (scene) => ({ ids: await created(scene) }),
  postWebhooksByNameTest: async (scene) => ({ ids: await created(scene) }),
  postWebhooksByNameRedrive: async (scene) => ({ ids: await created(scene), body: {} }),
  postWebhooksByNameReplay: async (scene) => {
    const ids = await created(scene);
    const body = { tenantId: scene.tenant.id, from: 1 };
    // Once the feed knows the tenant.
    await eventually(
      () => adminOf(scene.stack).post(`/webhooks/${ids.name}/replay`, body, JSON_TYPE),
      ({ status }) => status === 202,
      60_000,
    );
    return { ids, body };
  },
};
