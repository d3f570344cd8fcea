import { withAdmin } from '@rollcall/subscriber';
import { AssignerProtocol, type Admin, type Kafka } from 'kafkajs';

/** Who a topic is not to be taken from: groups, by whatever client. */
export interface TopicReaders {
  /** Their members subscribe to it now. */
  readonly connected: readonly string[];
  /** Groups without members that committed offsets: they continue there when they start. */
  readonly stopped: readonly string[];
}

/** One of ours that reads from the beginning, or from now on, at each start: it comes back to no place. */
const PLACELESS = /^rollcall-(subscriber|listener|reader)-[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * The readers of a topic. A stopped group that committed offsets on `next`, too, has moved there.
 * Kafka forgets the offsets of a stopped group after `offsets.retention.minutes`, a week by default:
 * a group that has been away for longer is not seen. Rejects when Kafka does not say.
 */
export const topicReaders = (kafka: Kafka, topic: string, next: string): Promise<TopicReaders> =>
  withAdmin(kafka, async (admin) => {
    const { groups: listed } = await admin.listGroups();
    // A group without a protocol was only committed to: its readers assign partitions themselves.
    const ids = listed
      .filter(({ protocolType }) => protocolType === 'consumer' || protocolType === '')
      .map(({ groupId }) => groupId);
    if (ids.length === 0) return { connected: [], stopped: [] };
    const { groups } = await admin.describeGroups(ids);
    const connected = groups.filter(({ members }) =>
      members.some((one) => topicsOf(one.memberMetadata).includes(topic)),
    );
    const there = await admin.listTopics();
    const both = [topic, next].filter((one) => there.includes(one));
    const stopped: string[] = [];
    for (const { groupId, members } of groups)
      if (members.length === 0 && !PLACELESS.test(groupId)) {
        const has = await committed(admin, groupId, both);
        if (has.has(topic) && !has.has(next)) stopped.push(groupId);
      }
    return { connected: connected.map(({ groupId }) => groupId), stopped };
  });

/** Of these topics, those on which a group has an offset. */
const committed = async (
  admin: Admin,
  groupId: string,
  topics: string[],
): Promise<ReadonlySet<string>> => {
  const found = await admin.fetchOffsets({ groupId, topics });
  return new Set(
    found
      .filter(({ partitions }) => partitions.some(({ offset }) => Number(offset) >= 0))
      .map(({ topic }) => topic),
  );
};

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
