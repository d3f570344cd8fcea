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

/** Rejects with UnsafeRedis and one sentence that names every wrong setting. */
export const assertSafeSettings = async (redis: RedisLink): Promise<void> => {
  const reply = await redis.command(['CONFIG', 'GET', ...Object.keys(REQUIRED)]).catch((error) => {
    if (/^(ERR|NOPERM) /.test((error as Error).message))
      throw new UnsafeRedis(
        'Redis does not let token-service read its settings: allow CONFIG GET (Redis 7 or later).',
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
