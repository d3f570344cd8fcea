import { onceKnown, withAdmin } from '@rollcall/subscriber';
import { ConfigResourceTypes, type Admin, type Kafka } from 'kafkajs';

export interface TopicSpec {
  readonly topic: string;
  readonly partitions: number;
  /** Messages may go after so long; they are kept for ever when left out. */
  readonly keepsMs?: number;
}

/** Kept for ever, unless told otherwise: readers of a complete history begin at its beginning. */
const keptOf = ({ keepsMs = -1 }: TopicSpec): Readonly<Record<string, string>> => ({
  'cleanup.policy': 'delete',
  'retention.ms': String(keepsMs),
  'retention.bytes': '-1',
  // Only whole segments go: one must end now and then.
  ...(keepsMs > 0 ? { 'segment.ms': String(keepsMs) } : {}),
});

const REPLICAS = 3;
const IN_SYNC = 'min.insync.replicas';
const UNCLEAN = 'unclean.leader.election.enable';

/**
 * Creates what is missing and reads the settings back.
 * `singleNode` (development) allows one replica; else three, two of them in sync, and no leader
 * that lacks acknowledged messages. Rejects when a topic exists that would forget, could lose
 * what was acknowledged, or has another number of partitions.
 */
export const ensureTopics = (
  kafka: Kafka,
  specs: readonly TopicSpec[],
  { singleNode }: { readonly singleNode: boolean },
): Promise<void> =>
  withAdmin(kafka, async (admin) => {
    const entriesOf = (spec: TopicSpec): { name: string; value: string }[] =>
      Object.entries({
        ...keptOf(spec),
        [IN_SYNC]: singleNode ? '1' : '2',
        [UNCLEAN]: 'false',
      }).map(([name, value]) => ({ name, value }));
    const there = new Set(await admin.listTopics());
    const missing = specs.filter(({ topic }) => !there.has(topic));
    // What is created is waited for below: kafkajs' own wait ends at a broker that has not heard of it.
    if (missing.length > 0)
      await admin.createTopics({
        waitForLeaders: false,
        topics: missing.map((spec) => ({
          topic: spec.topic,
          numPartitions: spec.partitions,
          replicationFactor: singleNode ? 1 : REPLICAS,
          configEntries: entriesOf(spec),
        })),
      });
    const problems = await onceKnown(() => problemsOf(admin, specs, singleNode));
    if (problems.length > 0) throw new Error(problems.join('\n'));
  });

/**
 * What is wrong with topics that are there, as sentences: as `ensureTopics` reads them back, and
 * makes nothing. Rejects when Kafka does not say.
 */
export const topicProblems = (
  kafka: Kafka,
  specs: readonly TopicSpec[],
  { singleNode }: { readonly singleNode: boolean },
): Promise<readonly string[]> => withAdmin(kafka, (admin) => problemsOf(admin, specs, singleNode));

const problemsOf = async (
  admin: Admin,
  specs: readonly TopicSpec[],
  singleNode: boolean,
): Promise<readonly string[]> => [
  ...(await settingProblems(admin, specs, singleNode)),
  ...(await layoutProblems(admin, specs, singleNode)),
];

const settingProblems = async (
  admin: Admin,
  specs: readonly TopicSpec[],
  singleNode: boolean,
): Promise<readonly string[]> => {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: specs.map((spec) => ({
      type: ConfigResourceTypes.TOPIC,
      name: spec.topic,
      configNames: [...Object.keys(keptOf(spec)), IN_SYNC, UNCLEAN],
    })),
  });
  return resources.flatMap(({ resourceName, configEntries }) => {
    const found = (name: string): string | undefined =>
      configEntries.find((entry) => entry.configName === name)?.configValue;
    const must = (name: string, value: string): string =>
      `Topic ${resourceName} has ${name}=${found(name)}; it must be ${value}.`;
    const spec = specs.find(({ topic }) => topic === resourceName);
    const problems = Object.entries(spec ? keptOf(spec) : {})
      .filter(([name, value]) => found(name) !== value)
      .map(([name, value]) => must(name, value));
    if (singleNode) return problems;
    if (!(Number(found(IN_SYNC)) >= 2)) problems.push(must(IN_SYNC, 'at least 2'));
    if (found(UNCLEAN) !== 'false') problems.push(must(UNCLEAN, 'false'));
    return problems;
  });
};

const layoutProblems = async (
  admin: Admin,
  specs: readonly TopicSpec[],
  singleNode: boolean,
): Promise<readonly string[]> => {
  const { topics } = await admin.fetchTopicMetadata({ topics: specs.map((one) => one.topic) });
  return specs.flatMap(({ topic, partitions: wanted }) => {
    const partitions = topics.find(({ name }) => name === topic)?.partitions ?? [];
    const replicas = Math.min(...partitions.map((one) => one.replicas.length));
    const problems: string[] = [];
    if (partitions.length !== wanted)
      problems.push(
        `Topic ${topic} has ${partitions.length} partitions and ${wanted} are configured. More partitions need a new generation.`,
      );
    if (!singleNode && replicas < REPLICAS)
      problems.push(
        `Topic ${topic} has a partition with ${replicas} replicas; each must have ${REPLICAS}.`,
      );
    return problems;
  });
};
