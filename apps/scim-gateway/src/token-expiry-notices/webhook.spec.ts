import { UNRESTRICTED, UNUSED } from '@rollcall/contracts';
import { ProblemError } from '@rollcall/platform';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { PrivateAddress, shownFailure } from '@rollcall/webhooks';
import { SealedSecrets } from './sealed-secret';
import { sendWebhook, signatureOf } from './send-webhook';
import { webhookUrl } from './webhook-url';
import { thresholdOf } from './webhooks';

describe('the URL of a webhook', () => {
  it.each(['https://hooks.example.com/rollcall?to=acme', 'https://8.8.8.8:8080/'])(
    '%s can be called',
    (url) => expect(webhookUrl(url, false).href).toBe(url),
  );

  it.each([
    ['https://xn--a/', /looked up/],
    ['https://10.0.0.1/', /public/],
    ['https://[::1]/', /public/],
    ['https://me:secret@example.com/', /no password/],
    ['http://hooks.example.com/', /https/],
  ])('%s is refused', (url, why) => {
    expect(() => webhookUrl(url, false)).toThrow(why);
    expect(() => webhookUrl(url, false)).toThrow(ProblemError);
  });

  it('may lead anywhere where that is allowed', () =>
    expect(webhookUrl('http://127.0.0.1:1/', true).port).toBe('1'));
});

describe('a webhook', () => {
  const heard: { headers: IncomingHttpHeaders; body: string }[] = [];
  const closed = jest.fn();
  const server = createServer((request, answer) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      heard.push({ headers: request.headers, body });
      if (request.url === '/endless') {
        answer.on('close', closed);
        return void answer.write('x'.repeat(100_000));
      }
      answer.writeHead(request.url === '/moved' ? 302 : 204, { location: '/' }).end();
    });
  });
  const at = (path: string, host = '127.0.0.1'): string =>
    `http://${host}:${(server.address() as AddressInfo).port}${path}`;
  const delivery = (url: string) => ({ url, secret: 's'.repeat(16), id: 'a/b/7', body: '{"a":1}' });

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('is signed over its time and its body', async () => {
    await sendWebhook(delivery(at('/')), true);
    const { headers, body } = heard.at(-1)!;
    const timestamp = String(headers['x-rollcall-timestamp']);
    expect(headers['x-rollcall-signature']).toBe(signatureOf('s'.repeat(16), timestamp, body));
    expect(headers['x-rollcall-delivery']).toBe('a/b/7');
    const secret = Buffer.from('s'.repeat(16)).toString('base64');
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual({ a: 1 });
    expect(Math.abs(Date.now() / 1_000 - Number(timestamp))).toBeLessThan(60);
  });

  it('goes to no address that is not public, by name or by number, and not without TLS', async () => {
    const before = heard.length;
    const tls = (host?: string) => delivery(at('/', host).replace('http:', 'https:'));
    await expect(sendWebhook(tls(), false)).rejects.toThrow(PrivateAddress);
    await expect(sendWebhook(tls('localhost'), false)).rejects.toThrow(PrivateAddress);
    await expect(sendWebhook(delivery(at('/')), false)).rejects.toThrow(/https/);
    expect(heard).toHaveLength(before);
  });

  it('shows the same failure for a name that leads inside and for one that is not there', async () => {
    const tls = (host: string) => delivery(at('/', host).replace('http:', 'https:'));
    const failures = await Promise.all(
      [tls('localhost'), tls('nobody.invalid'), tls('127.0.0.1')].map((one) =>
        sendWebhook(one, false).then(() => 'sent', shownFailure),
      ),
    );
    expect(new Set(failures)).toEqual(new Set(['the URL could not be reached']));
    expect(await sendWebhook(delivery(at('/moved')), true).catch(shownFailure)).toBe(
      'it answered 302',
    );
  });

  it('waits for no more than the status of an answer', async () => {
    await sendWebhook(delivery(at('/endless')), true);
    for (let i = 0; i < 100 && closed.mock.calls.length === 0; i += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(closed).toHaveBeenCalled();
  });

  it('follows no redirect', async () => {
    const before = heard.length;
    await expect(sendWebhook(delivery(at('/moved')), true)).rejects.toThrow('302');
    expect(heard).toHaveLength(before + 1);
  });
});

describe('a sealed secret', () => {
  const FIRST = 'first-key-of-the-two';
  const SECOND = 'second-key-of-the-two';
  const named = { SEALING_KEYS: ['k1:a secret of the gateways'] };

  it('is bound to its tenant', () => {
    const secrets = new SealedSecrets(named);
    const sealed = secrets.seal('acme', 'a secret of somebody');
    expect(secrets.open('acme', sealed)).toBe('a secret of somebody');
    expect(secrets.open('globex', sealed)).toBeUndefined();
  });

  it('of former releases is opened by the service key that sealed it', () => {
    const sealed = new SealedSecrets({ SERVICE_KEYS: [SECOND] }).seal('acme', 'of somebody');
    const open = (...SERVICE_KEYS: string[]) =>
      new SealedSecrets({ ...named, SERVICE_KEYS }).open('acme', sealed);
    expect(sealed).not.toContain('.');
    expect(open(FIRST, SECOND)).toBe('of somebody');
    expect(open(FIRST)).toBeUndefined();
  });
});

it('a threshold is met by tokens that were made before it', () => {
  const now = Date.parse('2026-11-25T00:00:00Z');
  const token = (createdAt: string, expiresAt: string, status: 'live' | 'revoked' = 'live') => ({
    id: 't',
    label: '',
    createdBy: 'o',
    lastUsedAt: null,
    revokedAt: null,
    clientId: null,
    constraints: UNRESTRICTED,
    usedNetworks: UNUSED,
    createdAt,
    expiresAt,
    status,
  });
  const old = '2026-06-01T00:00:00Z';
  expect(thresholdOf(token(old, '2026-12-27T00:00:00Z'), now)).toBeUndefined();
  expect(thresholdOf(token(old, '2026-12-20T00:00:00Z'), now)).toBe(30);
  expect(thresholdOf(token(old, '2026-12-02T00:00:00Z'), now)).toBe(7);
  expect(thresholdOf(token(old, '2026-11-25T05:00:00Z'), now)).toBe(1);
  expect(thresholdOf(token(old, '2026-11-25T05:00:00Z', 'revoked'), now)).toBeUndefined();
  expect(thresholdOf(token('2026-11-24T00:00:00Z', '2026-12-04T00:00:00Z'), now)).toBeUndefined();
});
