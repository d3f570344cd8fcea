/**
 * The advisory locks of the gateway: all of two keys, a space and a number in it. Locks of one key
 * are a space of their own in Postgres: the one of migrations, in libs/platform, meets none of these.
 */

/**
 * The second key is the topic's generation: the owner of the lock leads that generation's relay.
 */
export const RELAY_LOCKS = 0x5c1a;

/** Held, for a transaction, by the gateway that makes and drops the request log's partitions. */
export const PARTITIONS_LOCK = [0x5c1c, 2] as const;
