import { ConfigResourceTypes, type Kafka } from 'kafkajs';

export interface TopicWish {
  readonly topic: string;
  readonly partitions: number;
}

/** Kept for ever: the topic is the complete history, and readers begin at its beginning. */
const KEPT = {
  'cleanup.policy': 'delete',
  'retention.ms': '-1',
  'retention.bytes': '-1',
} as const;

/**
 * Creates what is missing and reads the settings back.
 * `singleNode` (development) allows one replica; else three, with two in sync.
 * Rejects when a topic exists that would forget, or has another number of partitions.
 */
export const ensureTopics = async (
  kafka: Kafka,
  wishes: readonly TopicWish[],
  { singleNode }: { readonly singleNode: boolean },
): Promise<void> => {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const configEntries = Object.entries({
      ...KEPT,
      'min.insync.replicas': singleNode ? '1' : '2',
      'unclean.leader.election.enable': 'false',
    }).map(([name, value]) => ({ name, value }));
    const there = new Set(await admin.listTopics());
    const missing = wishes.filter(({ topic }) => !there.has(topic));
    if (missing.length > 0)
      await admin.createTopics({
        waitForLeaders: true,
        topics: missing.map(({ topic, partitions }) => ({
          topic,
          numPartitions: partitions,
          replicationFactor: singleNode ? 1 : 3,
          configEntries,
        })),
      });
    await readBack(admin, wishes);
  } finally {
    await admin.disconnect();
  }
};

const readBack = async (
  admin: ReturnType<Kafka['admin']>,
  wishes: readonly TopicWish[],
): Promise<void> => {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: wishes.map(({ topic }) => ({
      type: ConfigResourceTypes.TOPIC,
      name: topic,
      configNames: Object.keys(KEPT),
    })),
  });
  for (const { resourceName, configEntries } of resources)
    for (const [name, value] of Object.entries(KEPT)) {
      const found = configEntries.find((entry) => entry.configName === name)?.configValue;
      if (found !== value)
        throw new Error(`Topic ${resourceName} has ${name}=${found}; it must be ${value}.`);
    }
  const { topics } = await admin.fetchTopicMetadata({ topics: wishes.map((one) => one.topic) });
  for (const { topic, partitions } of wishes) {
    const found = topics.find(({ name }) => name === topic)?.partitions.length;
    if (found !== partitions)
      throw new Error(
        `Topic ${topic} has ${found} partitions and ${partitions} are configured. More partitions need a new generation.`,
      );
  }
};
