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

/** The partition of a tenant: what Kafka's default partitioner (murmur2) gives for its key. */
export const partitionOf = (tenantId: string, partitions: number): number =>
  choose({
    topic: '',
    partitionMetadata: layout(partitions),
    message: { key: tenantId, value: null },
  });
