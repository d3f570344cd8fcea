import { InternalClient } from '@rollcall/platform';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeliveryService } from './delivery-service';

describe('what operators ask of event-delivery', () => {
  let server: Server;
  let client: InternalClient;
  let status = 200;
  let body = '{}';
  beforeAll(async () => {
    server = createServer((_, response) => response.writeHead(status).end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const baseUrl = `http://127.0.0.1:${port}`;
    client = new InternalClient({ service: 'it', baseUrl, key: 'k', deadlineMs: 1_000 });
  });
  afterAll(() => {
    client.close();
    server.close();
  });
  const ask = (): Promise<unknown> => new DeliveryService(client).ask('GET', '/webhooks');

  it('names the setting when there is none', () =>
    expect(new DeliveryService(undefined).ask('GET', '/webhooks')).rejects.toMatchObject({
      status: 409,
      detail: expect.stringContaining('Set DELIVERY_URL'),
      code: 'delivery-not-configured',
    }));

  it.each([400, 404, 409])('passes its refusal on: %i', async (refusal) => {
    [status, body] = [refusal, '{"detail": "There is no such thing."}'];
    await expect(ask()).rejects.toMatchObject({ status, detail: 'There is no such thing.' });
  });

  it.each([
    [401, '{"detail": "no key"}'],
    [500, '{"detail": "its database is away"}'],
    [404, '<html>of a proxy</html>'],
    [200, 'no JSON'],
  ])('is 503 when it answers %i %s', async (answer, text) => {
    [status, body] = [answer, text];
    await expect(ask()).rejects.toMatchObject({ status: 503, retryAfterSeconds: 1 });
  });

  it('is 503 when nobody is there', async () => {
    const away = new InternalClient({
      service: 'it',
      baseUrl: 'http://127.0.0.1:1',
      key: 'k',
      deadlineMs: 1_000,
    });
    await expect(new DeliveryService(away).has('/webhooks/a')).rejects.toMatchObject({
      status: 503,
      detail: 'event-delivery did not answer. Try again.',
    });
    away.close();
  });
});
