import { AssignerProtocol, type Kafka } from 'kafkajs';

/** Groups whose members subscribe to a topic now, by whatever client. Rejects when Kafka does not say. */
export const topicReaders = async (kafka: Kafka, topic: string): Promise<readonly string[]> => {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const { groups: listed } = await admin.listGroups();
    const ids = listed
      .filter(({ protocolType }) => protocolType === 'consumer')
      .map(({ groupId }) => groupId);
    if (ids.length === 0) return [];
    const { groups } = await admin.describeGroups(ids);
    return groups
      .filter(({ members }) => members.some((one) => topicsOf(one.memberMetadata).includes(topic)))
      .map(({ groupId }) => groupId);
  } finally {
    await admin.disconnect();
  }
};

const topicsOf = (metadata: Buffer): readonly string[] => {
  // A member that is only joining has none yet.
  if (metadata.length === 0) return [];
  return AssignerProtocol.MemberMetadata.decode(metadata)?.topics ?? [];
};

/** Deletes a topic with all that it says; false when it is not there. */
export const dropTopic = async (kafka: Kafka, topic: string): Promise<boolean> => {
  const admin = kafka.admin();
  await admin.connect();
  try {
    if (!(await admin.listTopics()).includes(topic)) return false;
    await admin.deleteTopics({ topics: [topic] });
    return true;
  } finally {
    await admin.disconnect();
  }
};
