import { eventually } from '@rollcall/testing';
import { askWebhooks, Receiver, SENDING, verify } from '../fixtures/receiver.fixture';
import { Installation, message, type Replica } from '../fixtures/started-delivery.fixture';
import { metricsOf } from '../fixtures/subscriptions.fixture';

const LONG = { withinMs: 110_000 };
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
describe('webhooks', () => {
  let on: Installation;
  let receiver: Receiver;
  let one: Replica;
  beforeEach(async () => {
    [on, receiver] = await Promise.all([Installation.create(), Receiver.start()]);
    one = await on.start(SENDING);
  });
  afterEach(async () => {
    await on.close();
    await receiver.close();
  });

  const call = (path: string, method?: string, body?: object) =>
    askWebhooks(one, path, method, body);
  const post = (path: string, body: object = {}) => call(path, 'POST', body);
  const make = async (name: string, more: object = {}): Promise<string> => {
    const { status, body } = await post('', { name, url: receiver.url(`/${name}`), ...more });
    expect([status, body.detail]).toEqual([201, undefined]);
    return body.secret;
  };
  const got = (tenant: string, positions: readonly number[], name?: string) =>
    eventually(
      () => expect(receiver.positions(tenant, name && `/${name}`)).toEqual(positions),
      LONG,
    );

  it('get each event once, in the order of its tenant, signed', async () => {
    await on.tellAll('acme', 1, 3);
    const stored = () => on.query('SELECT count(*)::int AS events FROM events');
    await eventually(async () => expect(await stored()).toEqual([{ events: 3 }]), LONG);
    await make('probe', { from: 'start' });
    await got('acme', [1, 2, 3], 'probe');
    await call('/probe', 'DELETE');
    const secret = await make('billing');
    const batches = await make('lake', { batch: 40, from: 'start' });
    await on.tellAll('acme', 4, 203);
    await on.tellAll('globex', 1, 200);
    await got('acme', upTo(203).slice(3), 'billing');
    await got('globex', upTo(200), 'billing');
    await got('acme', upTo(203), 'lake');
    for (const received of receiver.received)
      if (received.path !== '/probe')
        verify(received.path === '/lake' ? batches : secret, received);
    const ofBilling = receiver.received.filter(({ path }) => path === '/billing');
    expect(ofBilling.every(({ events, headers }) => headers['webhook-id'] === events[0]?.id)).toBe(
      true,
    );
    expect(ofBilling[0]?.headers['content-type']).toBe('application/cloudevents+json');
    const ofLake = receiver.received.filter(({ path }) => path === '/lake');
    expect(ofLake.length).toBeLessThan(403);
    expect(new Set(ofLake.map(({ headers }) => headers['content-type']))).toContain(
      'application/cloudevents-batch+json',
    );
    await eventually(async () => {
      const { body } = await call('/billing/deliveries?count=1000');
      const deliveries = body['deliveries'] as object[];
      expect(deliveries.length).toBe(400);
      expect(deliveries[0]).toMatchObject({ status: 204, failure: null });
    }, LONG);
    // Not those from before an endpoint, nor of one that is gone.
    expect(await metricsOf(one.internal)).toMatch(
      /rollcall_subscription_acknowledged_seconds_count\{[^}]*kind="webhook"\} 800\n/,
    );
  });

  it('of some types, of one tenant', async () => {
    await make('acme-erasures', { tenantId: 'acme', types: ['UserErased'] });
    await on.tellAll('globex', 1, 5);
    await on.publish(
      'acme',
      message('acme', 1),
      message('acme', 2, { type: 'UserErased', subject: 'gone', data: { userId: 'gone' } }),
      message('acme', 3),
    );
    await got('acme', [2]);
    expect(receiver.positions('globex')).toEqual([]);
  });

  it('lose nothing and keep the order while their processes are killed', async () => {
    await make('billing', { from: 'start' });
    let other = await on.start(SENDING);
    const tenants = ['a', 'b', 'c', 'd'];
    let last = 0;
    const load = async (n: number) => {
      await Promise.all(tenants.map((tenant) => on.tellAll(tenant, last + 1, last + n)));
      last += n;
    };
    await load(100);
    await eventually(() => expect(receiver.received.length).toBeGreaterThan(100), LONG);
    await other.kill9();
    await load(100);
    await eventually(() => expect(receiver.received.length).toBeGreaterThan(300), LONG);
    await one.kill9();
    [one, other] = await Promise.all([on.start(SENDING), on.start(SENDING)]);
    await load(50);
    const ids = new Map<string, string>();
    for (const tenant of tenants) {
      await eventually(
        () => expect(new Set(receiver.positions(tenant))).toEqual(new Set(upTo(last))),
        LONG,
      );
      // What comes again after a kill begins at some position and goes on in order.
      const positions = receiver.positions(tenant);
      const jumps = positions.filter((position, i) => position > (positions[i - 1] ?? 0) + 1);
      expect(jumps).toEqual([]);
    }
    for (const { events, headers } of receiver.received) {
      const key = `${events[0]?.tenant} ${events[0]?.position}`;
      const id = String(headers['webhook-id']);
      expect(ids.get(key) ?? id).toBe(id);
      ids.set(key, id);
    }
  }, 400_000);

  it('try again in order, and what fails delays no other tenant and no other endpoint', async () => {
    let down = true;
    receiver.behave = ({ path, events }, response) => {
      const fails = down && path === '/billing' && events[0]?.tenant === 'acme';
      response.writeHead(fails ? 500 : 204).end(fails ? 'the database is away' : undefined);
    };
    await make('billing');
    await make('lake');
    await on.tellAll('acme', 1, 20);
    await on.tellAll('globex', 1, 20);
    await got('globex', upTo(20), 'billing');
    await got('acme', upTo(20), 'lake');
    expect(new Set(receiver.positions('acme', '/billing'))).toEqual(new Set([1]));
    const { body } = await call('/billing');
    expect(body).toMatchObject({
      failing: 1,
      troubled: [{ tenantId: 'acme', position: 0, failure: 'it answered 500', heldSince: null }],
    });
    const log = await call('/billing/deliveries?failed=true&tenant=acme&count=1');
    expect(log.body['deliveries']).toMatchObject([
      { status: 500, excerpt: 'the database is away', fromPosition: 1 },
    ]);
    down = false;
    await eventually(
      () => expect(new Set(receiver.positions('acme', '/billing'))).toEqual(new Set(upTo(20))),
      LONG,
    );
  });

  it('hold a tenant after three days, until it is redriven; replay from a position', async () => {
    let down = true;
    receiver.behave = (_, response) => void response.writeHead(down ? 503 : 204).end();
    await make('billing');
    await on.tellAll('acme', 1, 5);
    await eventually(async () => expect((await call('/billing')).body['failing']).toBe(1), LONG);
    // As if it had failed for three days.
    await on.query(
      `UPDATE webhook_places SET failing_since = now() - interval '73 h', due_at = now()`,
    );
    await eventually(async () => expect((await call('/billing')).body['held']).toBe(1), LONG);
    const [shown] = await on.query(
      `SELECT position, held_reason FROM acknowledgements WHERE held_since IS NOT NULL`,
    );
    expect(shown).toEqual({ position: '0', held_reason: 'it answered 503' });
    const before = receiver.received.length;
    down = false;
    await on.tellAll('acme', 6, 6);
    await on.tellAll('globex', 1, 1);
    await eventually(() => expect(receiver.positions('globex').length).toBeGreaterThan(0), LONG);
    expect(receiver.received.slice(before).filter((r) => r.events[0]?.tenant === 'acme')).toEqual(
      [],
    );
    expect((await post('/billing/redrive', {})).body).toEqual({ redriven: 1 });
    await eventually(() => expect(receiver.positions('acme').slice(-6)).toEqual(upTo(6)), LONG);
    expect((await call('/billing')).body).toMatchObject({ held: 0, failing: 0 });
    expect((await post('/billing/replay', { tenantId: 'acme', from: 4 })).status).toBe(202);
    await eventually(() => expect(receiver.positions('acme').slice(-3)).toEqual([4, 5, 6]), LONG);
    expect((await post('/billing/replay', { tenantId: 'nobody', from: 1 })).status).toBe(404);
    const ahead = await post('/billing/replay', { tenantId: 'acme', from: 8 });
    expect([ahead.status, ahead.body.detail]).toEqual([
      409,
      expect.stringContaining('nothing is skipped'),
    ]);
  });

  it('hold a tenant at once when the endpoint says that it is gone', async () => {
    receiver.behave = (_, response) => void response.writeHead(410).end();
    await make('billing');
    await on.tellAll('acme', 1, 1);
    await eventually(async () => expect((await call('/billing')).body['held']).toBe(1), LONG);
    expect(receiver.received.length).toBe(1);
  });

  it('a thousand endpoints of which a hundred hang: the others get everything first', async () => {
    receiver.behave = ({ path }, response) => {
      if (!path.startsWith('/hang')) response.writeHead(204).end();
    };
    for (let i = 0; i < 1_000; i += 50)
      await Promise.all(
        upTo(50).map((n) =>
          make(`${i + n <= 100 ? 'hang' : 'good'}-${i + n}`, { tenantId: 'acme' }),
        ),
      );
    await on.tellAll('acme', 1, 5);
    await eventually(() => {
      const good = receiver.received.filter(({ path }) => path.startsWith('/good'));
      expect(
        new Set(good.map(({ path, headers }) => `${path} ${headers['webhook-id']}`)).size,
      ).toBe(4_500);
    }, LONG);
    const hung = receiver.received.filter(({ path }) => path.startsWith('/hang'));
    // None of those that hang got beyond its first event.
    expect(new Set(hung.map(({ events }) => events[0]?.position))).toEqual(new Set([1]));
  }, 400_000);
});
