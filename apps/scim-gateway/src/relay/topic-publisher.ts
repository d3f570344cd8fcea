import { topics, type EventMessage } from '@rollcall/contracts';
import { MessageTooLarge, topicProblems, type EventPublisher } from '@rollcall/messaging';
import {
  partitionOf,
  readTopic,
  topicOffsets,
  type Delivered,
  type Kafka,
} from '@rollcall/subscriber';
import type { Logger } from '@rollcall/platform';
import type { GatewayConfig } from '../config/gateway-config';
import { TooLarge } from './relay-round';
import type { RelayOptions } from './relay-leader';
import { RelayStopped, type PublishedEvent } from './topic-verification';

/** The generations of the topic that are published: one, and the next while readers move to it. */
export const generationsOf = ({
  TOPIC_GENERATION,
  NEXT_TOPIC_GENERATION,
}: GatewayConfig): readonly number[] => [
  ...new Set([TOPIC_GENERATION, NEXT_TOPIC_GENERATION ?? TOPIC_GENERATION]),
];

/** A generation keeps its number of partitions for good: another number needs another generation. */
const partitionsOf = (
  { TOPIC_GENERATION, TOPIC_PARTITIONS, NEXT_TOPIC_PARTITIONS }: GatewayConfig,
  generation: number,
): number =>
  generation === TOPIC_GENERATION ? TOPIC_PARTITIONS : (NEXT_TOPIC_PARTITIONS ?? TOPIC_PARTITIONS);

/** An unreadable message proves nothing, and is no event of the log. */
const readable = (events: readonly Delivered[]): readonly PublishedEvent[] =>
  events.flatMap((one) => ('event' in one ? [one.event] : []));

const missing = (topic: string): string =>
  `The topic ${topic} does not exist. In a new installation the topics Job creates it; if Kafka lost it, ` +
  'start a new generation: see docs/new-generation.md.';

/** One generation of the topic, as its relay writes, reads and checks it. */
export const topicFor = (
  config: GatewayConfig,
  kafka: Kafka,
  publisher: EventPublisher,
  generation: number,
  logger: Logger,
): Pick<RelayOptions, 'topic' | 'sink' | 'reader' | 'checkTopic'> => {
  const topic = topics.provisioning(generation);
  const partitions = partitionsOf(config, generation);
  const { DEVELOPMENT: singleNode } = config;
  return {
    topic,
    sink: {
      installation: config.INSTALLATION,
      partitionOf: (tenantId) => partitionOf(tenantId, partitions),
      publish: (partition: number, messages: readonly EventMessage[]) =>
        publisher.publish(topic, partition, messages).catch((reason: unknown) => {
          throw reason instanceof MessageTooLarge ? new TooLarge(reason.message) : reason;
        }),
    },
    reader: {
      ends: async () =>
        new Map(
          (await topicOffsets(kafka, topic)).map(({ partition, high }) => [
            partition,
            BigInt(high),
          ]),
        ),
      read: async (from, take) => {
        const proven = new Map(from);
        await readTopic({
          kafka,
          topic,
          from: new Map([...from].map(([partition, offset]) => [partition, String(offset)])),
          onBatch: async ({ partition, events, lastOffset }) => {
            await take(readable(events));
            proven.set(partition, BigInt(lastOffset) + 1n);
          },
        });
        return proven;
      },
    },
    checkTopic: async () => {
      const found = await topicProblems(kafka, [{ topic, partitions }], { singleNode }).catch(
        (reason: unknown) => {
          const type = String((reason as { type?: unknown }).type);
          if (type === 'UNKNOWN_TOPIC_OR_PARTITION') return [missing(topic)];
          // If Kafka does not permit the check of settings, the relay leads, and logs a warning.
          if (!/AUTHORIZATION/.test(type)) throw reason;
          logger.warn({ topic }, 'no permission to read the topic settings, check skipped');
          return [];
        },
      );
      if (found.length > 0) throw new RelayStopped(found.join(' '));
    },
  };
};
