import { eventually } from '@rollcall/testing';
import { Client } from 'pg';
import {
  ACME_KEY,
  ask,
  Installation,
  KEY,
  OPERATOR_KEY,
  type Replica,
} from '../fixtures/started-delivery.fixture';
import { call, metricsOf, subscriptionAt, type Call } from '../fixtures/subscriptions.fixture';
import { SUBSCRIPTIONS } from './subscription.queries';

describe('subscriptions', () => {
  let on: Installation;
  let one: Replica;
  let other: Replica;
  beforeAll(async () => {
    on = await Installation.create();
    await on.tellAll('acme', 1, 3);
    await on.tellAll('globex', 1, 2);
    [one, other] = await Promise.all([on.start(), on.start()]);
    await eventually(async () => expect((await ask(one.base)).events).toHaveLength(5), {
      withinMs: 60_000,
    });
  });
  afterAll(() => on.close());

  const of = (name: string, options?: Call) => subscriptionAt(one.base, name, options);
  const report = (name: string, tenants: readonly object[], key = KEY) =>
    of(name, { method: 'POST', key, body: { tenants } });

  it('knows what a client of the feed has processed from the cursors that it sends', async () => {
    const first = await ask(one.base, { subscription: 'billing', count: '4' });
    await eventually(async () => {
      const { body } = await of('billing');
      expect(body).toMatchObject({ kind: 'feed', client: 'product', tenantsBehind: 2 });
      expect(body.oldestUnacknowledgedDeactivationSeconds).toBeGreaterThanOrEqual(0);
    });
    // Another replica gets the next cursor: the first page was processed, and the rest was not.
    const rest = await ask(other.base, { subscription: 'billing', after: first.cursor });
    expect(rest.headers.get('link')).toContain('subscription=billing');
    await eventually(async () => {
      const { body } = await of('billing');
      const behind = first.events.length + rest.events.length - 4;
      expect([body.tenantsBehind, behind]).toEqual([1, 1]);
    });
    await ask(one.base, { subscription: 'billing', after: rest.cursor });
    await eventually(async () => {
      const { body } = await of('billing');
      expect([body.tenantsBehind, body.oldestUnacknowledgedDeactivationSeconds]).toEqual([0, null]);
      expect(body.positions).toEqual([
        { tenantId: 'acme', position: 3, newest: 3 },
        { tenantId: 'globex', position: 2, newest: 2 },
      ]);
    });
    expect((await of('billing?tenant=acme')).body.positions).toHaveLength(1);
  });

  it('takes a cursor that goes back: the client lost what it had', async () => {
    const { cursor } = await ask(one.base, { count: '1' });
    await ask(one.base, { subscription: 'restored', after: 'now' });
    await eventually(async () => expect((await of('restored')).body.tenantsBehind).toBe(0));
    await ask(other.base, { subscription: 'restored', after: cursor });
    await eventually(async () => expect((await of('restored')).body.tenantsBehind).toBe(2));
  });

  it('acknowledges nothing by a cursor that is of another feed', async () => {
    const { cursor } = await ask(one.base);
    const [, feed] = Buffer.from(cursor, 'base64url').toString().split('.');
    const ahead = Buffer.from(`v1.${feed}.999999.0`).toString('base64url');
    expect((await ask(one.base, { subscription: 'ahead', after: ahead })).status).toBe(410);
    // Said later at the same replica, so written later.
    await ask(one.base, { subscription: 'after-it', after: 'now' });
    await eventually(async () => expect((await of('after-it')).body.tenantsBehind).toBe(0));
    expect((await of('ahead')).body.tenantsBehind).toBe(2);
  });

  it('follows the tenants of the key, or the one that was asked for', async () => {
    await ask(one.base, { subscription: 'of-acme' }, { key: ACME_KEY });
    await ask(one.base, { subscription: 'of-globex', tenant: 'globex' });
    await eventually(async () => {
      expect((await of('of-acme', { key: ACME_KEY })).body).toMatchObject({
        tenants: ['acme', 'unborn'],
        tenantsBehind: 1,
      });
      expect((await of('of-globex')).body).toMatchObject({ tenants: ['globex'], tenantsBehind: 1 });
    });
  });

  it('gives a name to the key that used it first', async () => {
    await ask(one.base, { subscription: 'mine', after: 'now' });
    const taken = await ask(other.base, { subscription: 'mine' }, { key: ACME_KEY });
    expect([taken.status, taken.text]).toEqual([
      409,
      expect.stringContaining('subscription-taken'),
    ]);
    expect((await report('mine', [])).body).toMatchObject({ code: 'subscription-taken' });
    const foreign = { key: ACME_KEY };
    expect((await of('mine', foreign)).status).toBe(404);
    expect((await of('mine', { ...foreign, method: 'DELETE' })).status).toBe(404);
    const names = (await call(one.base, '/events/v1/subscriptions', foreign)).body.subscriptions;
    expect(names.map(({ client }) => client)).toEqual(names.map(() => 'acme'));
  });

  it('stores what is reported by tenant, and nothing of tenants that the key does not have', async () => {
    const held = { since: '2026-01-01T10:14:00Z', reason: 'unknown version 7 of UserDeactivated' };
    const answer = await report('lake', [
      { tenant: 'acme', position: 1, held },
      { tenant: 'hooli', position: 4 },
    ]);
    expect([answer.status, answer.body]).toEqual([200, { unknown: ['hooli'] }]);
    expect((await of('lake')).body).toMatchObject({
      kind: 'kit',
      tenantsBehind: 1,
      heldTenants: 1,
      halted: [{ tenantId: 'acme', reason: held.reason, waiting: false }],
      // It said nothing of this one, which had no event since the name was first used.
      positions: [
        { tenantId: 'acme', position: 1 },
        { tenantId: 'globex', position: 2 },
      ],
    });
    // Overtaken on its way by another member's.
    await report('lake', [{ tenant: 'acme', position: 3 }]);
    await report('lake', [{ tenant: 'acme', position: 2 }]);
    const { body } = await of('lake?tenant=acme');
    expect(body).toMatchObject({ heldTenants: 0, positions: [{ position: 3 }] });
    expect(body.oldestUnacknowledgedDeactivationSeconds).toBeNull();
    const foreign = await report('lake-of-acme', [{ tenant: 'globex', position: 1 }], ACME_KEY);
    expect(foreign.body.unknown).toEqual(['globex']);
  });

  it.each([
    [{}, /tenants must be a list/],
    [[], /body must be an object/],
    [{ tenants: [{ tenant: 'acme', position: -1 }] }, /position must be/],
    [{ tenants: [{ tenant: 'acme', position: 2 ** 60 }] }, /position must be/],
    [{ tenants: [{ tenant: '../x', position: 1 }] }, /tenant must be/],
    [{ tenants: [{ tenant: 'acme', position: 1, more: 1 }] }, /unknown here/],
    [{ tenants: [{ tenant: 'acme', position: 1, held: {} }] }, /held.since must be/],
    [
      { tenants: [{ tenant: 'acme', position: 1, waiting: { since: '2026-01-01T00:00:00Z' } }] },
      /waiting.reason must be/,
    ],
    [
      { tenants: Array.from({ length: 2 }, () => ({ tenant: 'acme', position: 1 })) },
      /each tenant once/,
    ],
  ])('refuses the report %j with what to do', async (body, detail) => {
    const answer = await of('refused', { method: 'POST', body });
    expect([answer.status, answer.body.detail]).toEqual([400, expect.stringMatching(detail)]);
    expect((await of('refused')).status).toBe(404);
  });

  it('refuses a report of more than a thousand tenants', async () => {
    const tenants = Array.from({ length: 1_001 }, (_, i) => ({ tenant: `t${i}`, position: 1 }));
    const answer = await of('refused', { method: 'POST', body: { tenants } });
    expect([answer.status, answer.body.detail]).toEqual([
      400,
      expect.stringMatching(/at most 1000/),
    ]);
  });

  it('deletes what is no longer used, and begins anew under the same name', async () => {
    await ask(one.base, { subscription: 'short' });
    expect((await of('short', { method: 'DELETE' })).status).toBe(204);
    expect((await of('short')).status).toBe(404);
    await eventually(async () => {
      await ask(other.base, { subscription: 'short', after: 'now' });
      expect((await of('short')).body.tenantsBehind).toBe(0);
    });
  });

  it('shows all of them to operators, and the delays to Prometheus', async () => {
    const all = await call(one.internal, '/internal/v1/subscriptions', { key: OPERATOR_KEY });
    const names = all.body.subscriptions.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['billing', 'of-acme', 'lake']));
    await report('slow', [{ tenant: 'acme', position: 1 }]);
    await eventually(async () => {
      const text = await metricsOf(one.internal);
      expect(text).toMatch(
        /rollcall_subscription_oldest_unacknowledged_deactivation_seconds\{subscription="slow",[^}]*\} [0-9.]+/,
      );
      expect(text).toMatch(/rollcall_subscription_tenants_behind\{subscription="slow",[^}]*\} 1/);
    });
  });

  it('finds the oldest deactivation by an index, however long the feed is', async () => {
    const client = new Client({ connectionString: on.database.url });
    await client.connect();
    try {
      await client.query('SET enable_seqscan = off');
      await client.query('SET enable_hashjoin = off');
      await client.query('SET enable_mergejoin = off');
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${SUBSCRIPTIONS}`, [
        null,
        null,
      ]);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toMatch(/Index (Only )?Scan using events_tenant_deactivations/);
      expect(plan).not.toMatch(/(Seq|Bitmap Heap) Scan on events\b/);
    } finally {
      await client.end();
    }
  });
});
