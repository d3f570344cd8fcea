import { KafkaJSProtocolError, type Kafka } from 'kafkajs';
import type { PartitionOffsets } from '../client';
import { sleep } from '../retry';
import { withAdmin } from './admin';

/** Kafka answers, and has no such topic. */
export class TopicMissing extends Error {
  override readonly name = 'TopicMissing';
}

/** First and next offset of each partition, as they are now. Rejects with TopicMissing. */
export const topicOffsets = (kafka: Kafka, topic: string): Promise<readonly PartitionOffsets[]> =>
  // A new connection each time: kafkajs keeps asking the leader that it knows.
  onceKnown(() =>
    withAdmin(kafka, async (admin) => {
      // kafkajs would ask for an absent topic's offsets for half a minute.
      if (!(await admin.listTopics()).includes(topic))
        throw new TopicMissing(`There is no topic ${topic}.`);
      return admin.fetchTopicOffsets(topic);
    }),
  );

const KNOWN_WITHIN_MS = 15_000;
const ASK_AGAIN_MS = 100;

/** Each broker hears of a new topic, and of a new leader, at its own time. */
const NOT_YET_KNOWN: ReadonlySet<string> = new Set([
  'UNKNOWN_TOPIC_OR_PARTITION',
  'LEADER_NOT_AVAILABLE',
  'NOT_LEADER_FOR_PARTITION',
]);

const notYetKnown = (reason: unknown): boolean =>
  reason instanceof KafkaJSProtocolError && NOT_YET_KNOWN.has(reason.type);

/** Asks again, for a while, as long as the broker does not know topics or leaders that are new. */
export const onceKnown = async <T>(
  ask: () => Promise<T>,
  withinMs = KNOWN_WITHIN_MS,
): Promise<T> => {
  const until = performance.now() + withinMs;
  for (;;)
    try {
      return await ask();
    } catch (reason) {
      if (!notYetKnown(reason) || performance.now() > until) throw reason;
      await sleep(ASK_AGAIN_MS);
    }
};
