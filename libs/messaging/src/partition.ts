import { Partitioners } from 'kafkajs';

const choose = Partitioners.DefaultPartitioner();
const layouts = new Map<number, Parameters<typeof choose>[0]['partitionMetadata']>();

const layout = (partitions: number) => {
  const known = layouts.get(partitions);
  if (known) return known;
  const made = Array.from({ length: partitions }, (_, partitionId) => ({
    partitionId,
    partitionErrorCode: 0,
    leader: 0,
    replicas: [],
    isr: [],
    offlineReplicas: [],
  }));
  layouts.set(partitions, made);
  return made;
};

const chosen = new Map<string, number>();
const MOST = 50_000;

/** The partition of a tenant: what Kafka's default partitioner (murmur2) gives for its key. */
export const partitionOf = (tenantId: string, partitions: number): number => {
  const key = `${partitions}/${tenantId}`;
  const known = chosen.get(key);
  if (known !== undefined) return known;
  if (chosen.size >= MOST) chosen.clear();
  const partition = choose({
    topic: '',
    partitionMetadata: layout(partitions),
    message: { key: tenantId, value: null },
  });
  chosen.set(key, partition);
  return partition;
};
