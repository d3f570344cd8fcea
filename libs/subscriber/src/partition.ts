const SEED = 0x9747b28c;
const M = 0x5bd1e995;
const R = 24;

const wordAt = (bytes: Uint8Array, at: number): number =>
  (bytes[at] as number) |
  ((bytes[at + 1] as number) << 8) |
  ((bytes[at + 2] as number) << 16) |
  ((bytes[at + 3] as number) << 24);

/** MurmurHash2 in 32 bits, with the seed of Kafka's clients. */
const murmur2 = (bytes: Uint8Array): number => {
  const { length } = bytes;
  const whole = length - (length % 4);
  let hash = SEED ^ length;
  for (let at = 0; at < whole; at += 4) {
    let word = Math.imul(wordAt(bytes, at), M);
    word ^= word >>> R;
    hash = Math.imul(hash, M) ^ Math.imul(word, M);
  }
  if (whole < length) {
    for (let at = length - 1; at >= whole; at -= 1)
      hash ^= (bytes[at] as number) << (8 * (at - whole));
    hash = Math.imul(hash, M);
  }
  hash = Math.imul(hash ^ (hash >>> 13), M);
  return hash ^ (hash >>> 15);
};

const utf8 = new TextEncoder();
const chosen = new Map<string, number>();
const MOST = 50_000;

/** The partition of a tenant: what Kafka's default partitioner (murmur2) gives for its key. */
export const partitionOf = (tenantId: string, partitions: number): number => {
  const key = `${partitions}/${tenantId}`;
  const known = chosen.get(key);
  if (known !== undefined) return known;
  if (chosen.size >= MOST) chosen.clear();
  const partition = (murmur2(utf8.encode(tenantId)) & 0x7fffffff) % partitions;
  chosen.set(key, partition);
  return partition;
};
