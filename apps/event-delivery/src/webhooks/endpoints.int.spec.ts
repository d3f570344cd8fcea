import { eventually } from '@rollcall/testing';
import { askWebhooks, Receiver, SENDING, verify } from '../fixtures/receiver.fixture';
import { Installation, type Replica } from '../fixtures/started-delivery.fixture';

const LONG = { withinMs: 110_000 };

describe('endpoints of webhooks', () => {
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

  it('are signed with both secrets for a day after a rotation', async () => {
    const former = await make('billing');
    const { body } = await post('/billing/secrets');
    expect(body['formerSecretUntil']).toEqual(expect.any(String));
    await on.tellAll('acme', 1, 1);
    await eventually(() => expect(receiver.positions('acme')).toEqual([1]), LONG);
    for (const secret of [former, body.secret]) verify(secret, receiver.received[0]!);
    expect(JSON.stringify((await call('/billing')).body)).not.toMatch(/whsec|sealed/);
    const stored = JSON.stringify(await on.query('SELECT secrets FROM webhook_endpoints'));
    expect(stored).not.toContain(former.slice(6));
  });

  it('get what waited at once at another address', async () => {
    await make('billing', { url: receiver.url('/').replace(/:\d+/, ':9') });
    await on.tellAll('acme', 1, 2);
    await eventually(async () => expect((await call('/billing')).body['failing']).toBe(1), LONG);
    await on.query(`UPDATE webhook_places SET due_at = now() + interval '6 h'`);
    expect((await call('/billing', 'PATCH', { url: receiver.url('/') })).status).toBe(200);
    await eventually(() => expect(receiver.positions('acme')).toEqual([1, 2]), LONG);
  });

  it('can be tried with one button', async () => {
    const secret = await make('billing');
    expect((await post('/billing/test')).body).toMatchObject({ isAccepted: true, status: 204 });
    expect(receiver.received[0]?.events[0]?.type).toBe('rollcall.WebhookTest.v1');
    verify(secret, receiver.received[0]!);
    receiver.behave = (_, response) => void response.writeHead(302, { location: '/' }).end();
    expect((await post('/billing/test')).body).toMatchObject({
      isAccepted: false,
      status: 302,
      failure: 'it answered 302',
    });
  });

  it('refuse what is wrong, and name it', async () => {
    await make('billing');
    const refusals: [object, number, RegExp][] = [
      [{}, 400, /name must have.*url must be/],
      [{ name: 'a', url: 'ftp://x.example.com' }, 400, /begin with https/],
      [{ name: 'a', url: 'http://me:pw@x.example.com' }, 400, /no password/],
      [{ name: '../a', url: 'https://x.example.com' }, 400, /name must have/],
      [{ name: 'a', url: 'https://x.example.com', types: ['Nope'] }, 400, /names of events/],
      [{ name: 'a', url: 'https://x.example.com', types: [] }, 400, /types/],
      [{ name: 'a', url: 'https://x.example.com', batch: 101 }, 400, /batch/],
      [{ name: 'a', url: 'https://x.example.com', tenantId: {} }, 400, /id of a tenant/],
      [{ name: 'a', url: 'https://x.example.com', colour: 1 }, 400, /colour/],
      [{ name: 'billing', url: 'https://x.example.com' }, 409, /this name/],
    ];
    for (const [body, status, why] of refusals) {
      const answer = await post('', body);
      expect([answer.status, answer.body.detail]).toEqual([status, expect.stringMatching(why)]);
    }
    for (const path of ['/nobody', '/nobody/deliveries'])
      expect((await call(path)).status).toBe(404);
    for (const path of ['/nobody/test', '/nobody/secrets', '/nobody/redrive'])
      expect((await post(path)).status).toBe(404);
    expect((await call('/billing/deliveries?count=x')).status).toBe(400);
    expect((await call('/billing', 'DELETE')).status).toBe(204);
    expect((await call('/billing')).status).toBe(404);
  });

  it('go to public addresses by https alone, and need keys that seal', async () => {
    await one.stop();
    one = await on.start({ SEALING_KEYS: SENDING.SEALING_KEYS });
    const urls = [
      'http://x.example.com/',
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://10.1.1.1/',
    ];
    for (const url of urls) expect((await post('', { name: 'a', url })).status).toBe(400);
    // A name is looked at when it is called.
    expect((await post('', { name: 'a', url: 'https://localhost/' })).status).toBe(201);
    expect((await post('/a/test')).body).toMatchObject({ failure: 'the URL could not be reached' });
    await one.stop();
    one = await on.start();
    const refused = await post('', { name: 'b', url: 'https://x.example.com' });
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      expect.stringContaining('SEALING_KEYS'),
    ]);
  });
});
