import type { ReadEvent } from '@rollcall/contracts';
import { randomUUID } from 'node:crypto';
import { mergeFacts } from './credential-facts';
import type { RedisLink } from '../redis/redis-link';
import { completeScript, mergeScript } from '../redis/scripts/restore.lua';
import { restoringKey } from '../redis/scripts/script';

/** Reads every fact of the credentials topic, from the beginning to the end that it has now. */
export type ReadFacts = (take: (events: readonly ReadEvent[]) => Promise<void>) => Promise<void>;

const RUN_SECONDS = '3600';
const RECORDS_AT_ONCE = 200;

/** Redis was emptied during the restore. */
class RestoreInterrupted extends Error {
  override readonly name = 'RestoreInterrupted';
}

/**
 * Fills the store from the topic and marks it complete; answers the number of facts read.
 * Two processes may do it at once, and one that was killed leaves nothing that hurts.
 */
export const restore = async (redis: RedisLink, read: ReadFacts): Promise<number> => {
  const run = restoringKey(randomUUID());
  await redis.command(['SET', run, '1', 'EX', RUN_SECONDS]);
  let facts = 0;
  await read(async (events) => {
    facts += events.length;
    const records = mergeFacts(events);
    for (let at = 0; at < records.length; at += RECORDS_AT_ONCE) {
      const some = JSON.stringify(records.slice(at, at + RECORDS_AT_ONCE));
      if ((await redis.run(mergeScript, [run, some])) !== 1)
        throw new RestoreInterrupted('Redis was emptied during the restore');
    }
  });
  if ((await redis.run(completeScript, ['', run, randomUUID()])) !== 1)
    throw new RestoreInterrupted('Redis was emptied during the restore');
  return facts;
};
