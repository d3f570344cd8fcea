import { AssignerProtocol, type Kafka } from 'kafkajs';
import { withAdmin } from './admin';

/** Groups whose members subscribe to a topic now, by whatever client. Rejects when Kafka does not say. */
export const topicReaders = (kafka: Kafka, topic: string): Promise<readonly string[]> =>
  withAdmin(kafka, async (admin) => {
    const { groups: listed } = await admin.listGroups();
    const ids = listed
      .filter(({ protocolType }) => protocolType === 'consumer')
      .map(({ groupId }) => groupId);
    if (ids.length === 0) return [];
    const { groups } = await admin.describeGroups(ids);
    return groups
      .filter(({ members }) => members.some((one) => topicsOf(one.memberMetadata).includes(topic)))
      .map(({ groupId }) => groupId);
  });

const topicsOf = (metadata: Buffer): readonly string[] => {
  // A member that is only joining has none yet.
  if (metadata.length === 0) return [];
  return AssignerProtocol.MemberMetadata.decode(metadata)?.topics ?? [];
};

/** Deletes a topic with all that it says; false when it is not there. */
export const dropTopic = (kafka: Kafka, topic: string): Promise<boolean> =>
  withAdmin(kafka, async (admin) => {
    if (!(await admin.listTopics()).includes(topic)) return false;
    await admin.deleteTopics({ topics: [topic] });
    return true;
  });
