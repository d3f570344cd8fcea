import { topics } from '@rollcall/contracts';
import { dropTopic, topicReaders, type Kafka } from '@rollcall/messaging';
import type { Client } from 'pg';
import type { Act } from '../admin/acts';
import { recordAct } from '../admin/operator-acts';
import { DROP_TOLD, END_GENERATION } from './proof.queries';
import { LOCK_SPACE } from './relay-leader';
import { BEHIND_OTHER, TAKE_LEAD } from './relay.queries';

/** Why a generation of the topic cannot be dropped now, for the person who asked. */
class NotDropped extends Error {
  override readonly name = 'NotDropped';
}

/**
 * Deletes a generation of the topic that another has taken the place of, and what the log remembers
 * of it. Rejects with NotDropped while a gateway tells it, somebody reads it, or the other one says
 * less. To repeat it after it broke off finishes it.
 */
export const dropGeneration = async (
  client: Client,
  kafka: Kafka,
  { drop, keep }: { readonly drop: number; readonly keep: number },
  act: Act,
): Promise<void> => {
  if (drop >= keep)
    throw new NotDropped(
      `Generation ${drop} is not older than ${keep}, the one to keep. Set DROP_GENERATION to an older one.`,
    );
  const { rows } = await client.query<{ lead: boolean }>(TAKE_LEAD, [LOCK_SPACE, drop]);
  if (!rows[0]?.lead)
    throw new NotDropped(
      `A gateway still tells generation ${drop}. Start the gateways with TOPIC_GENERATION=${keep} alone.`,
    );
  const behind = await client.query<{ tenant_id: string }>(BEHIND_OTHER, [drop, keep]);
  if (behind.rows.length > 0)
    throw new NotDropped(
      `Generation ${keep} does not tell yet all that generation ${drop} does, for ${behind.rows.length} tenants. Wait until it is told.`,
    );
  const topic = topics.provisioning(drop);
  const readers = await topicReaders(kafka, topic);
  if (readers.length > 0)
    throw new NotDropped(
      `${topic} is still read, by ${readers.join(', ')}. Move these readers to ${topics.provisioning(keep)} first.`,
    );
  await recordAct(client, { type: 'TopicDropped', data: { generation: drop, keep } }, act);
  const reason = `Generation ${drop} was dropped: readers are at ${keep} or later.`;
  await client.query(END_GENERATION, [drop, reason]);
  await dropTopic(kafka, topic);
  for (const statement of DROP_TOLD) await client.query(statement, [drop]);
};
