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

describe('the settings of Redis', () => {
  it('pass when nothing can be lost', () =>
    expect(assertSafeSettings(redisWith(SAFE))).resolves.toBeUndefined());

  it('are refused in one sentence that lists every wrong one', () =>
    expect(
      assertSafeSettings(
        redisWith({ ...SAFE, appendonly: 'no', 'maxmemory-policy': 'allkeys-lru' }),
      ),
    ).rejects.toThrow(
      new UnsafeRedis(
        'Redis would lose acknowledged tokens: appendonly is "no", must be "yes"; maxmemory-policy is "allkeys-lru", must be "noeviction".',
      ),
    ));

  it('are refused when they cannot be read', () =>
    expect(
      assertSafeSettings({
        command: () => Promise.reject(new Error("ERR unknown command 'CONFIG'")),
      } as unknown as RedisLink),
    ).rejects.toThrow('allow CONFIG GET'));
});
