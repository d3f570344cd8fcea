import 'reflect-metadata';
import { ConfigError, loadConfig } from '@rollcall/platform';
import { TokenConfig } from '../config/token-config';
import { clientOptions } from './failover-client';
import { slotOf } from './hash-slot';
import { locatorOf, nodeOf } from './primary-locator';

const REST = {
  KAFKA_BROKERS: 'kafka:9092',
  TOKEN_SERVICE_KEYS: 'a-gateway-key-for-the-specs',
  INTERNAL_KEYS: 'an-operator-key-for-the-specs',
  TOKEN_PEPPERS: 'spec:0123456789abcdef',
};
const locatorFor = (given: Record<string, string>) =>
  locatorOf(loadConfig(TokenConfig, { ...REST, ...given }), () => undefined);

describe('the primary of Redis', () => {
  it('is an address when nothing else is said', async () => {
    const url = 'rediss://rollcall:secret@redis:6380/2';
    expect(await locatorFor({ REDIS_URL: url }).find()).toEqual({ name: url, client: { url } });
  });

  it('is shown a certificate when there is one', async () => {
    const url = 'rediss://redis:6380';
    const shown = { REDIS_TLS_CERT: 'C', REDIS_TLS_KEY: 'K' };
    const { client } = await locatorFor({ REDIS_URL: url, ...shown }).find();
    expect(client).toEqual({ url, socket: { tls: true, cert: 'C', key: 'K' } });
    const node = { host: 'a', port: 1 };
    const credentials = { tls: true, certificate: { cert: 'C', key: 'K' } };
    expect(clientOptions(node, credentials)).toEqual({
      socket: { ...node, tls: true, cert: 'C', key: 'K' },
    });
  });

  it.each([
    [{}, /REDIS_URL/],
    [{ REDIS_URL: 'http://redis' }, /redis:\/\/ or rediss:\/\//],
    [{ REDIS_MODE: 'replicas', REDIS_URL: 'redis://a' }, /REDIS_MODE/],
    [{ REDIS_MODE: 'sentinel' }, /REDIS_NODES is required/],
    [{ REDIS_MODE: 'cluster', REDIS_NODES: 'redis://a:1' }, /must be host:port/],
    [{ REDIS_MODE: 'cluster', REDIS_NODES: 'a' }, /must be host:port/],
    [{ REDIS_MODE: 'cluster', REDIS_NODES: 'a:1,::1:6379' }, /must be host:port/],
    [{ REDIS_URL: 'rediss://a', REDIS_TLS_CERT: 'C' }, /REDIS_TLS_KEY must be a string/],
    [{ REDIS_URL: 'rediss://a', REDIS_TLS_KEY: 'K' }, /REDIS_TLS_CERT must be a string/],
    [{ REDIS_URL: 'redis://a', REDIS_TLS_CERT: 'C', REDIS_TLS_KEY: 'K' }, /needs TLS/],
    [
      { REDIS_MODE: 'cluster', REDIS_NODES: 'a:1', REDIS_TLS_CERT: 'C', REDIS_TLS_KEY: 'K' },
      /needs TLS/,
    ],
    [{ REDIS_MODE: 'cluster', REDIS_NODES: '[::1]' }, /must be host:port/],
    [{ REDIS_MODE: 'cluster', REDIS_NODES: '[:::]:6379' }, /must be host:port/],
    [{ REDIS_MODE: 'cluster', REDIS_NODES: 'a:65536' }, /must be host:port/],
    [{ REDIS_MODE: 'cluster', REDIS_NODES: 'a:0' }, /must be host:port/],
    [{ REDIS_MODE: 'cluster', REDIS_NODES: 'a:1', REDIS_URL: 'redis://a:1' }, /REDIS_URL is for/],
  ])('%j is refused with a sentence', (given, says) => {
    let problem: unknown;
    try {
      locatorFor(given);
    } catch (error) {
      problem = error;
    }
    expect(problem).toBeInstanceOf(ConfigError);
    expect(String(problem)).toMatch(says);
  });

  it.each([{ REDIS_NODES: 'a:1, b:2' }, { REDIS_NODES: '[2001:db8::1]:26379' }])(
    '%j fits',
    (given) => expect(locatorFor({ REDIS_MODE: 'sentinel', ...given }).moves).toBe(true),
  );

  it.each([
    ['[::1]:6379', { host: '::1', port: 6379 }],
    ['[2001:DB8::1]:26379', { host: '2001:DB8::1', port: 26_379 }],
    ['[::ffff:10.0.0.1]:1', { host: '::ffff:10.0.0.1', port: 1 }],
    ['redis-0.redis:65535', { host: 'redis-0.redis', port: 65_535 }],
  ])('%s is a node', (text, node) => expect(nodeOf(text)).toEqual(node));

  it('is in the slot that the published examples say', () => {
    // The specification's own: CRC16("123456789") is 0x31C3.
    expect(slotOf('123456789')).toBe(0x31c3 % 16_384);
    expect(slotOf('{rollcall}:complete')).toBe(slotOf('rollcall'));
  });
});
