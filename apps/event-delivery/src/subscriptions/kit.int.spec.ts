import { topics, type ReadEvent } from '@rollcall/contracts';
import { createLogger } from '@rollcall/platform';
import { subscribe, type Subscription } from '@rollcall/subscriber';
import { engines, eventually } from '@rollcall/testing';
import { Installation, KEY, message, type Replica } from '../fixtures/started-delivery.fixture';
import { metricsOf, SLOWLY, subscriptionAt } from '../fixtures/subscriptions.fixture';

describe('the kit reports', () => {
  let on: Installation;
  let one: Replica;
  let kit: Subscription | undefined;
  /** As a subscriber keeps it with its rows. */
  const places = new Map<string, number>();
  let refuses = false;
  beforeAll(async () => {
    on = await Installation.create();
    one = await on.start();
    kit = start('with-kit');
    // What is recorded before the name is known is no delay of it.
    await eventually(async () => expect((await of('with-kit')).status).toBe(200));
  });
  afterAll(async () => {
    await kit?.stop();
    await on.close();
  });

  const of = (name: string) => subscriptionAt(one.base, name);
  const handle = ({ tenantId, position }: ReadEvent): void => {
    if (refuses && tenantId === 'initech') throw new Error('Ann@acme.com is not wanted');
    places.set(tenantId, position);
  };
  const start = (name: string): Subscription =>
    subscribe({
      brokers: engines().brokers,
      topic: topics.provisioning(on.generation),
      groupId: `kit-${on.generation}`,
      positionOf: (tenantId) => places.get(tenantId) ?? 0,
      handle,
      log: createLogger('spec', 'silent'),
      reportTo: { url: one.base, key: KEY, name },
    });

  it('what its handler has processed, and the times until then', async () => {
    await on.tellAll('globex', 1, 3);
    await eventually(async () => {
      const { body } = await of('with-kit?tenant=globex');
      expect(body).toMatchObject({ kind: 'kit', tenantsBehind: 0 });
      expect(body.positions).toEqual([{ tenantId: 'globex', position: 3, newest: 3 }]);
    }, SLOWLY);
    await eventually(async () =>
      expect(await metricsOf(one.internal)).toMatch(
        /rollcall_subscription_acknowledged_seconds_count\{[^}]*kind="kit"\} [1-9]/,
      ),
    );
  });

  it('tenants that stand still, without what a handler says of persons', async () => {
    refuses = true;
    await on.tellAll('initech', 1, 1);
    await on.publish('acme', { ...message('acme', 1), headers: { 'content-type': 'text/plain' } });
    // The feed cannot read it either, and does not know the tenant.
    await on.publish('globex', {
      ...message('globex', 4),
      headers: { 'content-type': 'text/plain' },
    });
    await eventually(async () => {
      const { body } = await of('with-kit');
      expect(body.halted.map(({ tenantId, waiting }) => [tenantId, waiting])).toEqual([
        ['globex', false],
        ['initech', true],
      ]);
      expect(body.halted[1]?.reason).toBe('the handler failed');
      expect(body.heldTenants).toBe(1);
    }, SLOWLY);
    refuses = false;
    await eventually(async () => {
      const { body } = await of('with-kit');
      expect(body.halted.map(({ tenantId }) => tenantId)).toEqual(['globex']);
    }, SLOWLY);
  });

  it('what an earlier life processed, and did not report any more', async () => {
    await kit?.stop();
    const body = { tenants: [{ tenant: 'globex', position: 1 }] };
    await subscriptionAt(one.base, 'second-life', { method: 'POST', body });
    kit = start('second-life');
    await eventually(async () => {
      const { body: said } = await of('second-life?tenant=globex');
      expect(said.positions).toEqual([{ tenantId: 'globex', position: 3, newest: 3 }]);
    }, SLOWLY);
  });
});
