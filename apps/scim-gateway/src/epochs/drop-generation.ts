import { topics } from '@rollcall/contracts';
import { dropTopic, topicReaders } from '@rollcall/messaging';
import type { Kafka } from '@rollcall/subscriber';
import type { Client } from 'pg';
import type { Initiator } from '../admin-kit/audit-log';
import { recordOperatorAction } from '../admin-kit/operator-audit-log';
import { RELAY_LOCKS } from '../database/advisory-locks';
import { BEHIND_OTHER, DROP_PUBLISHED, END_GENERATION, TAKE_LEAD } from './generations.queries';

/** Why a generation of the topic cannot be dropped now, as a text for the operator. */
class NotDropped extends Error {
  override readonly name = 'NotDropped';
}

export interface Dropping {
  readonly drop: number;
  readonly keep: number;
  /** Stopped groups that do not come back. */
  readonly forget?: readonly string[];
}

/** The directory's own: each generation is read by another group, so that it comes back to none. */
const DIRECTORY = /^user-directory(\.g\d+)?$/;

/**
 * Deletes a generation of the topic that another has taken the place of, and what the log remembers
 * of it. Rejects with NotDropped while a gateway publishes it, somebody reads it or stopped on the way, or
 * the other one says less. To repeat it after it broke off finishes it.
 */
export const dropGeneration = async (
  client: Client,
  kafka: Kafka,
  { drop, keep, forget = [] }: Dropping,
  initiator: Initiator,
): Promise<void> => {
  if (drop >= keep)
    throw new NotDropped(
      `Generation ${drop} is not older than ${keep}, the one to keep. Set DROP_GENERATION to an older one.`,
    );
  const { rows } = await client.query<{ lead: boolean }>(TAKE_LEAD, [RELAY_LOCKS, drop]);
  if (!rows[0]?.lead)
    throw new NotDropped(
      `A gateway still publishes generation ${drop}. Start the gateways with TOPIC_GENERATION=${keep} only.`,
    );
  const behind = await client.query<{ tenant_id: string }>(BEHIND_OTHER, [drop, keep]);
  if (behind.rows.length > 0)
    throw new NotDropped(
      `Generation ${keep} has not caught up with generation ${drop}, for ${behind.rows.length} tenants. Wait until it has.`,
    );
  const topic = topics.provisioning(drop);
  await mustBeUnread(kafka, topic, topics.provisioning(keep), forget);
  await recordOperatorAction(
    client,
    { type: 'TopicDropped', data: { generation: drop, keep } },
    initiator,
  );
  const reason = `Generation ${drop} is already dropped: consumers read ${keep} or later.`;
  await client.query(END_GENERATION, [drop, reason]);
  await dropTopic(kafka, topic);
  await dropTopic(kafka, topics.heartbeat(topic));
  for (const statement of DROP_PUBLISHED) await client.query(statement, [drop]);
};

const mustBeUnread = async (
  kafka: Kafka,
  topic: string,
  next: string,
  forget: readonly string[],
): Promise<void> => {
  const { connected, stopped } = await topicReaders(kafka, topic, next);
  if (connected.length > 0)
    throw new NotDropped(
      `Consumer groups still read ${topic}: ${connected.join(', ')}. Move them to ${next} first.`,
    );
  const left = stopped.filter((one) => !DIRECTORY.test(one) && !forget.includes(one));
  if (left.length > 0)
    throw new NotDropped(
      `${left.join(', ')} stopped before they had read ${topic} to its end, and would lose the rest. ` +
        `Start them at ${next} first, or name the groups that will not return: FORGET_GROUPS=${left.join(',')}.`,
    );
};
