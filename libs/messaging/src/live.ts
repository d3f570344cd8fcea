import { createKafka, type KafkaOptions, type Log } from './kafka';
import { ConsumerLagMonitor } from './consumer-lag-monitor';

export interface LiveOptions extends Pick<KafkaOptions, 'brokers' | 'ssl' | 'sasl'> {
  readonly groupId: string;
  readonly topic: string;
  readonly log: Log;
  /** The partitions of this member; undefined until it has joined. */
  readonly partitions: () => readonly number[] | undefined;
  readonly handledTo: (partition: number) => string | undefined;
  readonly onLive: () => void;
  readonly onTrouble: (reason: Error) => void;
}

/** A trouble that lasts is said again after so long. */
const AGAIN_MS = 30_000;

/**
 * Whether a subscriber has caught up, how far it is behind, and why it cannot read at all: silence of
 * the topic differs from a wrong address, a missing topic and a missing right.
 */
export class Live {
  private readonly lagMonitor: ConsumerLagMonitor;
  private isLive = false;
  private troubleAt = Number.NEGATIVE_INFINITY;
  private behind: number | undefined;

  constructor(private readonly options: LiveOptions) {
    const { brokers, ssl, sasl, log, groupId, topic, partitions, handledTo } = options;
    const kafka = createKafka({
      brokers,
      clientId: 'rollcall-subscriber-live',
      log,
      // Report a wrong address within seconds.
      retries: 2,
      ...(ssl === undefined ? {} : { ssl }),
      ...(sasl === undefined ? {} : { sasl }),
    });
    this.lagMonitor = new ConsumerLagMonitor({
      kafka,
      groupId,
      topic,
      log,
      partitions,
      handledTo,
      onCaughtUp: () => this.caughtUp(),
      onLag: (records) => (this.behind = records),
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

  private caughtUp(): void {
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
    const { brokers, topic } = this.options;
    const said = reason instanceof Error ? reason.message : String(reason);
    const error = new Error(`${topic} cannot be read at ${brokers.join(', ')}: ${said}`, {
      cause: reason,
    });
    this.options.log.error({ err: error }, 'subscriber cannot read');
    this.options.onTrouble(error);
  }
}
