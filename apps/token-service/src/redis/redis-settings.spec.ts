import type { RedisLink } from './redis-link';
import { assertSafeSettings, UnsafeRedis } from './redis-settings';

const SAFE = {
  appendonly: 'yes',
  appendfsync: 'always',
  'no-appendfsync-on-rewrite': 'no',
  'maxmemory-policy': 'noeviction',
};
const redisWith = (settings: Record<string, string>) =>
  ({ command: () => Promise.resolve(Object.entries(settings).flat()) }) as unknown as RedisLink;

const refusing = (message: string) =>
  ({ command: () => Promise.reject(new Error(message)) }) as unknown as RedisLink;
const saying = (info: string) => ({ command: () => Promise.resolve(info) }) as unknown as RedisLink;

describe('the settings of Redis', () => {
  it('pass when nothing can be lost', () =>
    expect(assertSafeSettings(redisWith(SAFE), 'checked')).resolves.toBeUndefined());

  it('are refused in one sentence that lists every wrong one', () =>
    expect(
      assertSafeSettings(
        redisWith({ ...SAFE, appendonly: 'no', 'maxmemory-policy': 'allkeys-lru' }),
        'checked',
      ),
    ).rejects.toThrow(
      new UnsafeRedis(
        'Redis would lose acknowledged tokens: appendonly is "no", must be "yes"; maxmemory-policy is "allkeys-lru", must be "noeviction".',
      ),
    ));

  it('are refused when they cannot be read', () =>
    expect(assertSafeSettings(refusing("ERR unknown command 'CONFIG'"), 'checked')).rejects.toThrow(
      'allow CONFIG GET',
    ));

  it.each(['allkeys-lru', 'volatile-ttl'])('are refused with %s, declared or not', (policy) =>
    expect(
      assertSafeSettings(saying(`maxmemory_policy:${policy}\r\n`), 'declared'),
    ).rejects.toThrow(`maxmemory-policy is "${policy}"`),
  );

  it('are declared where Redis says nothing of them', async () => {
    await assertSafeSettings(saying('# Memory\r\nmaxmemory_policy:noeviction\r\n'), 'declared');
    await assertSafeSettings(refusing('NOPERM this user has no permissions'), 'declared');
  });

  it('are not taken as declared while Redis does not answer', () =>
    expect(assertSafeSettings(refusing('LOADING'), 'declared')).rejects.toThrow('LOADING'));
});
