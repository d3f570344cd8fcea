import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { RedisReader } from '../redis/redis-connections';
import { completeScript, mergeScript } from '../redis/scripts/restore.lua';
import { restoringKey } from '../redis/scripts/script';
import { mergeFacts } from './credential-facts';
import { CredentialsTopic } from './credentials-topic';
import { cutOf } from './topic-ends';

const RUN_SECONDS = '3600';
const RECORDS_AT_ONCE = 200;

/** Redis was emptied during the restore. */
class RestoreInterrupted extends Error {
  override readonly name = 'RestoreInterrupted';
}

/** Neither the store nor the topic has all credentials any more: the start of the service says which. */
export class CredentialsLost extends Error {
  override readonly name = 'CredentialsLost';
}

/** Fills an empty store from the topic. */
@Injectable()
export class Restore {
  constructor(
    private readonly redis: RedisReader,
    private readonly topic: CredentialsTopic,
  ) {}

  /**
   * Marks the store as complete at the end; resolves to the number of events read. Two processes may
   * run it at once, and one that is killed leaves nothing that hurts.
   */
  async run(): Promise<number> {
    await this.assertWholeTopic();
    const key = restoringKey(randomUUID());
    await this.redis.command(['SET', key, '1', 'EX', RUN_SECONDS]);
    let count = 0;
    await this.topic.read(async (events) => {
      count += events.length;
      const records = mergeFacts(events);
      for (let at = 0; at < records.length; at += RECORDS_AT_ONCE) {
        const some = JSON.stringify(records.slice(at, at + RECORDS_AT_ONCE));
        if ((await this.redis.run(mergeScript, [key, some])) !== 1) throw interrupted();
      }
    });
    if ((await this.redis.run(completeScript, ['', key, randomUUID()])) !== 1) throw interrupted();
    return count;
  }

  private async assertWholeTopic(): Promise<void> {
    const { name } = this.topic;
    const offsets = await this.topic.offsets();
    const cut = offsets ? cutOf(offsets) : 'it does not exist';
    if (cut !== undefined)
      throw new CredentialsLost(
        `Redis is empty, and the credentials topic ${name} is not complete: ${cut}. Restore one of them from a backup; without one the tokens that it lacks are lost: docs/runbooks/credentials-topic.md.`,
      );
  }
}

const interrupted = () => new RestoreInterrupted('Redis was emptied during the restore');
