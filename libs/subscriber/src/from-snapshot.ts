import type { AdminConnection, KafkaClient } from './client';
import { kafkaJs } from './kafkajs/client';
import { STANDARD_ERROR } from './log';
import { loadSnapshot, type SnapshotSource } from './snapshot';
import { subscribe, type GroupOptions, type Subscription } from './subscribe';

export type FromSnapshotOptions = GroupOptions & { readonly snapshot: SnapshotSource };

/**
 * Subscribes with a group that begins with a snapshot of the directory instead of the first event.
 * Where the group has committed offsets it was loaded before, and is not again. Rejects when `load`
 * does, when the directory refuses the key, and when Kafka does not answer.
 */
export const subscribeFromSnapshot = async (
  options: FromSnapshotOptions,
): Promise<Subscription> => {
  const { groupId, topic, snapshot } = options;
  const client = options.client ?? kafkaJs({ ...options, log: options.log ?? STANDARD_ERROR });
  const hasBegun = (): Promise<boolean> =>
    asking(client, async (admin) =>
      [...(await admin.committed(groupId, topic)).values()].some((offset) => BigInt(offset) >= 0n),
    );
  try {
    if (!(await hasBegun())) {
      const { topic: read, offsets } = await loadSnapshot(snapshot);
      // Offsets of another generation say nothing here: the group reads from the beginning.
      const at = read === topic ? Object.entries(offsets) : [];
      const places = new Map(at.map(([partition, offset]) => [Number(partition), offset] as const));
      if (places.size > 0)
        await asking(client, (admin) => admin.begin(groupId, topic, places)).catch(
          async (reason: unknown) => {
            // Another member may have begun meanwhile.
            if (!(await hasBegun())) throw reason;
          },
        );
    }
  } finally {
    if (!options.client) await client.close();
  }
  return subscribe(options);
};

const asking = async <T>(
  client: KafkaClient,
  ask: (admin: AdminConnection) => Promise<T>,
): Promise<T> => {
  const admin = await client.connectAdmin();
  try {
    return await ask(admin);
  } finally {
    await admin.close();
  }
};
