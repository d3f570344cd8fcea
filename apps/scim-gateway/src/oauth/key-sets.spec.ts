import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GatewayConfig } from '../config/gateway-config';
import { fetchJson } from './fetch-json';
import { KeyAddresses } from './key-addresses';
import { KeySets } from './key-sets';

const addresses = (config: Partial<GatewayConfig> = {}): KeyAddresses =>
  new KeyAddresses(Object.assign(new GatewayConfig(), config));
const anywhere = addresses({ KEY_HOSTS_ANYWHERE: true });
const key = (kid: string) => ({ kty: 'RSA', kid, n: 'n', e: 'AQAB', d: 'private' });

let server: Server;
let base: string;
let answer: RequestListener;
let requests = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    requests += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => (requests = 0));

const answering =
  (body: unknown, status = 200, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    void response.writeHead(status, headers).end(JSON.stringify(body));

describe('an address of keys', () => {
  it.each<[string, RequestListener, RegExp]>([
    ['redirects', answering({}, 302, { location: 'http://169.254.169.254/' }), /redirect \(302\)/],
    ['is an error', answering({}, 500), /answered 500/],
    ['is a list', answering([]), /no JSON object/],
    ['is no JSON', (_, response) => void response.end('<html>'), /no JSON/],
    ['is larger than 256 KiB', answering('x'.repeat(300_000)), /more than 262144 bytes/],
    ['is cut', (request) => void request.socket.destroy(), /could not be reached/],
  ])('that %s is not taken', async (_, listener, why) => {
    answer = listener;
    await expect(fetchJson(base, anywhere)).rejects.toThrow(why);
  });

  it('that never ends is left after five seconds', async () => {
    answer = (_, response) => void response.writeHead(200).write('{');
    await expect(fetchJson(base, anywhere)).rejects.toThrow(/within 5 seconds/);
  }, 30_000);

  it.each([
    ['http', 'http://idp.example.com/keys', /https/],
    ['an address of ours', 'https://127.0.0.1/keys', /reached/],
    ['another address of ours', 'https://[::ffff:10.0.0.1]/keys', /reached/],
    ['a name that leads inside', 'https://localhost/keys', /reached/],
    ['the metadata of a cloud', 'https://169.254.169.254/keys', /reached/],
    ['a user', 'https://a:b@idp.example.com/keys', /user/],
    ['no URL', 'nothing', /URL/],
  ])('that is %s is not called', async (_, address, why) => {
    await expect(fetchJson(address, addresses())).rejects.toThrow(why);
  });

  it('that is not on the list of hosts is not called, nor accepted for a trust', () => {
    const listed = addresses({ KEY_HOSTS: ['idp.example.com', '*.Okta.com'] });
    for (const host of ['idp.example.com', 'acme.okta.com'])
      expect(listed.allowed(`https://${host}/`).hostname).toBe(host);
    for (const host of ['example.com', 'okta.com', 'notokta.com', 'idp.example.com.evil.com'])
      expect(() => listed.check({ issuer: `https://${host}/` })).toThrow(/issuer.*KEY_HOSTS/);
  });
});

describe('the keys of an issuer', () => {
  let now = 0;
  const clocked = () => new KeySets(anywhere, () => now);
  const kids = async (sets: KeySets, kid: string) =>
    (await sets.of({ jwksUri: base }, kid)).map((one) => one.kid);
  beforeEach(() => (now = 1e9));

  it('are read once for many, without their private parts', async () => {
    answer = answering({ keys: [key('a'), 7, null] });
    const sets = clocked();
    const found = await Promise.all([1, 2, 3].map(() => sets.of({ jwksUri: base }, 'a')));
    expect(requests).toBe(1);
    expect(found[0]?.[0]).toEqual({ kty: 'RSA', kid: 'a', n: 'n', e: 'AQAB' });
  });

  it('are read anew for an unknown kid, at most every ten seconds', async () => {
    answer = answering({ keys: [key('a')] });
    const sets = clocked();
    expect(await kids(sets, 'a')).toContain('a');
    answer = answering({ keys: [key('b')] });
    expect(await kids(sets, 'b')).toEqual(['a']);
    now += 10_000;
    expect(await kids(sets, 'b')).toEqual(['b']);
    for (let i = 0; i < 20; i += 1) await kids(sets, `forged${i}`);
    expect(requests).toBe(2);
  });

  it('serve for a day while their address is away, and no longer', async () => {
    answer = answering({ keys: [key('a')] });
    const sets = clocked();
    await kids(sets, 'a');
    answer = answering({}, 503);
    now += 86_000_000;
    expect(await kids(sets, 'a')).toEqual(['a']);
    await expect(kids(sets, 'b')).rejects.toThrow(/answered 503/);
    now += 400_001;
    await expect(kids(sets, 'a')).rejects.toThrow(/answered 503/);
  });

  it('are found by the configuration of the issuer, when that is its own', async () => {
    answer = (request, response) =>
      answering(
        request.url === '/v2.0/.well-known/openid-configuration'
          ? { issuer: `${base}/v2.0`, jwks_uri: `${base}/keys` }
          : { keys: [key('a')] },
      )(request, response);
    expect(await clocked().of({ issuer: `${base}/v2.0` }, 'a')).toHaveLength(1);
    answer = answering({ issuer: 'https://other.example.com', jwks_uri: `${base}/keys` });
    await expect(clocked().of({ issuer: base }, 'a')).rejects.toThrow(/another issuer/);
  });
});
