import { topics } from '@rollcall/contracts';
import type { KafkaClient } from './client';
import { ConsumerLagMonitor } from './consumer-lag-monitor';
import type { Log } from './log';

export interface LiveOptions {
  readonly client: Pick<KafkaClient, 'address' | 'connectAdmin'>;
  readonly groupId: string;
  readonly topic: string;
  readonly log: Log;
  /** The partitions of this member; undefined until it has joined. */
  readonly partitions: () => readonly number[] | undefined;
  readonly handledTo: (partition: number) => string | undefined;
  /** How long the relay may be silent. */
  readonly heartbeatWithinMs?: number | undefined;
  readonly onLive: () => void;
  readonly onTrouble: (reason: Error) => void;
}

/** A trouble that lasts is said again after so long. */
const AGAIN_MS = 30_000;
/** Six of the beats that a relay of the default settings gives. */
const HEARTBEAT_WITHIN_MS = 30_000;

/**
 * Whether a subscriber has caught up, how far it is behind, and why it cannot read at all: silence of
 * the topic differs from a wrong address, a missing topic, a missing right, and a relay that publishes
 * nothing though it may have something to publish.
 */
export class Live {
  private readonly lagMonitor: ConsumerLagMonitor;
  private isLive = false;
  private troubleAt = Number.NEGATIVE_INFINITY;
  private behind: number | undefined;
  private beat: { readonly end: bigint; readonly at: number } | undefined;
  private isSilent = false;

  constructor(private readonly options: LiveOptions) {
    const { client, log, groupId, topic, partitions, handledTo } = options;
    this.lagMonitor = new ConsumerLagMonitor({
      connect: () => client.connectAdmin(),
      groupId,
      topic,
      log,
      partitions,
      handledTo,
      onCaughtUp: () => this.caughtUp(),
      heartbeat: { topic: topics.heartbeat(topic), onLook: (end) => this.beaten(end) },
      onLag: (records) => (this.behind = this.isSilent ? undefined : records),
      onFailed: (reason) => this.failed(reason),
    });
  }

  start(): void {
    this.lagMonitor.start();
  }

  stop(): Promise<void> {
    return this.lagMonitor.stop();
  }

  /** Records of this member's partitions, published and not read a second ago; undefined: unknown. */
  lag(): number | undefined {
    return this.behind;
  }

  /** A topic of beats that never had one belongs to an installation that gives none. */
  private beaten(end: bigint): void {
    const now = performance.now();
    const within = this.options.heartbeatWithinMs ?? HEARTBEAT_WITHIN_MS;
    if (end !== this.beat?.end) this.beat = { end, at: now };
    this.isSilent = end > 0n && now - this.beat.at > within;
    if (this.isSilent)
      this.failed(
        new Error(
          `no heartbeat of the relay for ${Math.round((now - this.beat.at) / 1_000)} s: what is recorded now is not published`,
        ),
      );
  }

  private caughtUp(): void {
    if (this.isSilent) return;
    this.troubleAt = Number.NEGATIVE_INFINITY;
    if (this.isLive) return;
    this.isLive = true;
    this.options.onLive();
  }

  private failed(reason: unknown): void {
    this.isLive = false;
    this.behind = undefined;
    const now = performance.now();
    if (now - this.troubleAt < AGAIN_MS) return;
    this.troubleAt = now;
    const { client, topic } = this.options;
    const said = reason instanceof Error ? reason.message : String(reason);
    const error = new Error(`${topic} cannot be read at ${client.address}: ${said}`, {
      cause: reason,
    });
    this.options.log.error({ err: error }, 'subscriber cannot read');
    this.options.onTrouble(error);
  }
}
