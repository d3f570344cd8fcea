import { createClient, RESP_TYPES } from 'redis';

export interface RedisBackup {
  /** Puts every key back; resolves to how many there are. */
  restore(): Promise<number>;
}

const within = async <T>(
  url: string,
  work: (client: ReturnType<typeof clientOf>) => Promise<T>,
): Promise<T> => {
  const client = clientOf(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.close();
  }
};

const clientOf = (url: string) =>
  createClient({ url, commandOptions: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } } });

/** Every key with its time to live, as the files of Redis have them. */
export const backUpRedis = (url: string): Promise<RedisBackup> =>
  within(url, async (client) => {
    const keys = await client.keys('*');
    const kept = await Promise.all(
      keys.map(async (key) => ({
        key,
        ttl: Math.max(0, Number(await client.pTTL(key))),
        value: await client.dump(key),
      })),
    );
    return {
      restore: () =>
        within(url, async (to) => {
          await Promise.all(kept.map(({ key, ttl, value }) => to.restore(key, ttl, value)));
          return kept.length;
        }),
    };
  });
