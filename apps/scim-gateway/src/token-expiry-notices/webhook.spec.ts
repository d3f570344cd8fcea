import { UNRESTRICTED, UNUSED } from '@rollcall/contracts';
import { ProblemError } from '@rollcall/platform';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkHost, isPublic, PrivateAddress } from '../http/public-address';
import { SealedSecrets } from './sealed-secret';
import { sendWebhook, shownFailure, signatureOf } from './send-webhook';
import { webhookUrl } from './webhook-url';
import { thresholdOf } from './webhooks';

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    'fe80::1%2',
    '192.0.0.192',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '240.0.0.1',
    // Hosts of a cloud; its address for machines inside looks like one of the public network.
    '168.63.129.16',
    '100.100.100.200',
    'fd00:ec2::254',
    '192.88.99.1',
    '192.31.196.1',
    '192.52.193.1',
    '192.175.48.1',
    'fec0::1',
    '::2',
    '::7f00:1',
    '100::1',
    '200::1',
    '3fff::1',
    '5f00::1',
    '4000::1',
    'ff02::1',
    // What stands for an address of version 4 in one way or another.
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:0:7f00:1',
    '64:ff9b::a00:1',
    '64:ff9b::808:808',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    '2001:2::1',
    '2001:20::1',
    '0x7f.1',
    '0177.0.0.1',
    '2130706433',
    '127.1',
    '::ffff:7f00:1',
    '',
    'localhost',
    '1.2.3.4.5',
  ])('%s is not public', (address) => expect(isPublic(address)).toBe(false));

  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '168.63.129.15', '2606:4700:4700::1111'])(
    '%s is public',
    (address) => expect(isPublic(address)).toBe(true),
  );

  it('in a URL is looked at, in whatever spelling', () => {
    for (const url of [
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://0177.0.0.1/',
      'https://127.0.0.1./',
      'https://[::ffff:7f00:1]/',
      'https://168.63.129.16/',
    ])
      expect(() => checkHost(new URL(url).hostname)).toThrow(PrivateAddress);
  });
});

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
