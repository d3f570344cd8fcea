import fc from 'fast-check';
import { Partitioners } from 'kafkajs';
import { partitionOf } from './partition';

const metadata = (partitions: number) =>
  Array.from({ length: partitions }, (_, partitionId) => ({
    partitionId,
    partitionErrorCode: 0,
    leader: 1,
    replicas: [],
    isr: [],
    offlineReplicas: [],
  }));

describe('the partition of a tenant', () => {
  it('is what the default partitioner chooses for its key', () => {
    const choose = Partitioners.DefaultPartitioner();
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.integer({ min: 1, max: 96 }), (key, count) => {
        const message = { key, value: null };
        const wanted = choose({ topic: '', partitionMetadata: metadata(count), message });
        expect(partitionOf(key, count)).toBe(wanted);
        expect(partitionOf(key, count)).toBe(wanted);
      }),
    );
  });

  // Positive murmur2 modulo the partitions, as the Java client has it: these may never change.
  it.each([
    ['acme', 48, 36],
    ['tenant-1', 48, 43],
    ['ünï', 12, 11],
  ])('of %s among %i is %i for ever', (tenant, partitions, partition) => {
    expect(partitionOf(tenant, partitions)).toBe(partition);
  });
});
