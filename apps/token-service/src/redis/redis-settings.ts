import type { TokenConfig } from '../config/token-config';
import type { RedisLink } from './redis-link';

/** Redis would forget what was acknowledged: the service must not start on it. */
export class UnsafeRedis extends Error {
  override readonly name = 'UnsafeRedis';
}

const REQUIRED: Readonly<Record<string, string>> = {
  appendonly: 'yes',
  appendfsync: 'always',
  'no-appendfsync-on-rewrite': 'no',
  'maxmemory-policy': 'noeviction',
};

type RedisDurability = TokenConfig['REDIS_DURABILITY'];

/** Rejects with UnsafeRedis and one sentence that names every wrong setting. */
export const assertSafeSettings = (redis: RedisLink, durability: RedisDurability): Promise<void> =>
  durability === 'checked' ? assertSettings(redis) : assertNoEviction(redis);

const assertSettings = async (redis: RedisLink): Promise<void> => {
  const reply = await redis.command(['CONFIG', 'GET', ...Object.keys(REQUIRED)]).catch((error) => {
    if (isRefused(error))
      throw new UnsafeRedis(
        'Redis does not let token-service read its settings: allow CONFIG GET (Redis 7 or later). Where a managed Redis has no CONFIG, REDIS_DURABILITY=declared says that the service keeps acknowledged writes: docs/providers.md.',
      );
    throw error;
  });
  const pairs = reply as string[];
  const found = new Map(pairs.flatMap((name, i) => (i % 2 ? [] : [[name, pairs[i + 1]] as const])));
  const wrong = Object.entries(REQUIRED)
    .filter(([name, value]) => found.get(name) !== value)
    .map(([name, value]) => `${name} is "${found.get(name) ?? 'not set'}", must be "${value}"`);
  if (wrong.length > 0)
    throw new UnsafeRedis(`Redis would lose acknowledged tokens: ${wrong.join('; ')}.`);
};

/** Eviction is not durability: it is refused wherever INFO shows it. */
const assertNoEviction = async (redis: RedisLink): Promise<void> => {
  const text = await redis.command(['INFO', 'memory']).catch((error) => {
    if (isRefused(error)) return '';
    throw error;
  });
  const policy = /^maxmemory_policy:(\S+)/m.exec(String(text))?.[1];
  if (policy !== undefined && policy !== 'noeviction')
    throw new UnsafeRedis(
      `Redis would evict live tokens: maxmemory-policy is "${policy}", must be "noeviction".`,
    );
};

const isRefused = (error: unknown): boolean => /^(ERR|NOPERM) /.test((error as Error).message);
