import type { AdminConnection } from './client';
import type { Log } from './log';
import { atMost, sleep } from './retry';

export interface ConsumerLagMonitorOptions {
  readonly connect: () => Promise<AdminConnection>;
  readonly groupId: string;
  readonly topic: string;
  readonly log: Log;
  readonly everyMs?: number;
  /** Everything published before `at` (of performance.now) is handled, by whatever member of the group. */
  readonly onCaughtUp: (at: number) => void;
  /** How many records were published at the time of the request and are not handled yet. */
  readonly onLag?: (records: number) => void;
  /** Kafka did not answer, or has no such topic that this user may see. */
  readonly onFailed?: (reason: unknown) => void;
  /** A topic that the relay writes to now and then, and what comes of each look at its end. */
  readonly heartbeat?: { readonly topic: string; readonly onLook: (end: bigint) => void };
  /** Looks at these partitions alone, once they are known. */
  readonly partitions?: () => readonly number[] | undefined;
  /** The next offset to read of a partition, where more is known than what is committed. */
  readonly handledTo?: (partition: number) => string | undefined;
}

interface Ends {
  readonly at: number;
  /** Of partitions that hold anything. */
  readonly offsets: ReadonlyMap<number, { readonly low: bigint; readonly high: bigint }>;
}

/** How often an absent topic of heartbeats is looked for. */
const HEARTBEAT_TOPIC_MS = 10_000;

/**
 * Watches whether a group has caught up: it requests the ends of all partitions, and when the group has
 * committed up to them, everything published before the question is handled. Fetches prove nothing:
 * an empty one may be the answer for another partition, or come before the first assignment.
 */
export class ConsumerLagMonitor {
  private stopping = false;
  private stopNow!: () => void;
  private readonly stopped = new Promise<void>((resolve) => (this.stopNow = resolve));
  private watching: Promise<void> | undefined;
  private admin: AdminConnection | undefined;
  private ends: Ends | undefined;
  private hasHeartbeat = false;
  private heartbeatCheckedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: ConsumerLagMonitorOptions) {}

  start(): void {
    this.watching = this.watch();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.stopNow();
    await atMost(3_000, this.watching);
    await atMost(3_000, this.admin?.close());
  }

  private async watch(): Promise<void> {
    let failing = false;
    while (!this.stopping) {
      try {
        await this.look();
        failing = false;
      } catch (reason) {
        this.options.onFailed?.(reason);
        if (!failing)
          this.options.log.warn({ err: reason }, 'consumer lag query failed, will retry');
        failing = true;
        await atMost(3_000, this.admin?.close());
        this.admin = undefined;
      }
      await Promise.race([sleep(this.options.everyMs ?? 1_000), this.stopped]);
    }
  }

  private async look(): Promise<void> {
    const { connect, groupId, topic, onCaughtUp, onLag, partitions, handledTo } = this.options;
    if (!this.admin) {
      this.admin = await connect();
      // A client would ask for an absent topic's offsets for half a minute.
      if (!(await this.admin.topics()).includes(topic))
        throw new Error(`There is no topic ${topic} that this user may read.`);
      this.hasHeartbeat = false;
      this.heartbeatCheckedAt = Number.NEGATIVE_INFINITY;
    }
    await this.lookAtHeartbeat(this.admin);
    this.ends ??= await this.ask(this.admin, topic);
    const committed = await this.admin.committed(groupId, topic);
    const mine = partitions?.();
    if (partitions && !mine) return;
    let behind = 0n;
    for (const [partition, { low, high }] of this.ends.offsets) {
      if (mine?.includes(partition) === false) continue;
      const handled = BigInt(handledTo?.(partition) ?? -1);
      const known = BigInt(committed.get(partition) ?? -1);
      const at = handled > known ? handled : known;
      if (at < high) behind += high - (at > low ? at : low);
    }
    onLag?.(Number(behind));
    if (behind > 0n) return;
    onCaughtUp(this.ends.at);
    this.ends = undefined;
  }

  /** The topic of the heartbeat may be created later than the subscriber starts. */
  private async lookAtHeartbeat(admin: AdminConnection): Promise<void> {
    const { heartbeat } = this.options;
    if (!heartbeat) return;
    const now = performance.now();
    if (!this.hasHeartbeat && now - this.heartbeatCheckedAt >= HEARTBEAT_TOPIC_MS) {
      this.heartbeatCheckedAt = now;
      this.hasHeartbeat = (await admin.topics()).includes(heartbeat.topic);
    }
    if (!this.hasHeartbeat) return;
    const found = await admin.offsets(heartbeat.topic);
    heartbeat.onLook(found.reduce((sum, { high }) => sum + BigInt(high), 0n));
  }

  private async ask(admin: AdminConnection, topic: string): Promise<Ends> {
    const at = performance.now();
    const found = await admin.offsets(topic);
    const offsets = new Map(
      found
        .map(
          ({ partition, low, high }) =>
            [partition, { low: BigInt(low), high: BigInt(high) }] as const,
        )
        .filter(([, { low, high }]) => high > low),
    );
    return { at, offsets };
  }
}
