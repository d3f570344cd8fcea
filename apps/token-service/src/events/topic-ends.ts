import { Injectable } from '@nestjs/common';
import type { PartitionOffsets } from '@rollcall/subscriber';
import { RedisReader } from '../redis/redis-connections';
import { countScript } from '../redis/scripts/relay.lua';
import { endsKey, MARKER, PUBLISHED } from '../redis/scripts/script';

/** What the store knows of the topic that it was published to. */
export interface TopicEnds {
  /** The next offset of each partition, as far as the store has seen it. */
  readonly counted: ReadonlyMap<number, bigint>;
  /** Whether the topic was compared before. */
  readonly known: boolean;
  /** Whether the store ever published, to whatever topic. */
  readonly published: boolean;
  /** Why the topic is not complete; it stays until the topic is written again. */
  readonly lost?: string;
}

/** Counts in Redis how far the credentials topic was written. */
@Injectable()
export class CountedEnds {
  constructor(private readonly redis: RedisReader) {}

  /** Undefined while the store is not complete. */
  async of(topic: string): Promise<TopicEnds | undefined> {
    const [complete, published, flat] = await Promise.all([
      this.redis.command(['EXISTS', MARKER]),
      this.redis.command(['EXISTS', PUBLISHED]),
      this.redis.command(['HGETALL', endsKey(topic)]),
    ]);
    if (complete !== 1) return undefined;
    const { lost, since, ...partitions } = fieldsOf(flat as readonly string[]);
    return {
      counted: new Map(Object.entries(partitions).map(([p, next]) => [Number(p), BigInt(next)])),
      known: since !== undefined,
      published: published === 1,
      ...(lost === undefined ? {} : { lost }),
    };
  }

  async count(topic: string, offsets: readonly PartitionOffsets[]): Promise<void> {
    const ends = offsets.flatMap(({ partition, high }) => [partition, high]);
    await this.redis.run(countScript, [topic, Date.now(), ...ends]);
  }

  async markLost(topic: string, why: string): Promise<void> {
    await this.redis.command(['HSETNX', endsKey(topic), 'lost', why]);
  }

  /** Starts the count again, for a topic that was written again. */
  async restart(topic: string, offsets: readonly PartitionOffsets[]): Promise<void> {
    await this.redis.command(['DEL', endsKey(topic)]);
    await this.count(topic, offsets);
  }
}

export const fieldsOf = (flat: readonly string[]): Readonly<Record<string, string>> => {
  const fields: Record<string, string> = {};
  for (let i = 0; i + 1 < flat.length; i += 2) fields[flat[i] as string] = flat[i + 1] as string;
  return fields;
};

/** Where a topic forgot its beginning: it must start at 0 everywhere. */
export const cutOf = (offsets: readonly PartitionOffsets[]): string | undefined => {
  const cut = offsets.find(({ low }) => BigInt(low) > 0n);
  return cut && `partition ${cut.partition} begins at offset ${cut.low} instead of 0`;
};

/** What the topic lacks of what the store has published to it; undefined if nothing. */
export const lossOf = (
  { counted, known, published }: Omit<TopicEnds, 'lost'>,
  offsets: readonly PartitionOffsets[] | undefined,
): string | undefined => {
  if (!offsets) return known || published ? 'it does not exist any more' : undefined;
  const cut = cutOf(offsets);
  if (cut !== undefined) return cut;
  if (!known && published && offsets.every(({ high }) => high === '0'))
    return 'it is empty, and credential events were published before';
  const highs = new Map(offsets.map(({ partition, high }) => [partition, BigInt(high)]));
  for (const [partition, end] of counted) {
    const high = highs.get(partition) ?? 0n;
    if (high < end) return `partition ${partition} had reached offset ${end} and ends at ${high}`;
  }
  return undefined;
};
