import { topics, type EventMessage } from '@rollcall/contracts';
import type { EventPublisher } from '@rollcall/messaging';
import type { Logger } from '@rollcall/platform';

export interface HeartbeatOptions {
  /** A separate producer: when a beat fails, the producer of the events stays. */
  readonly publisher: EventPublisher;
  /** The topic of the relay. */
  readonly topic: string;
  readonly everyMs: number;
  readonly installation: string | undefined;
  readonly logger: Logger;
}

/**
 * Shows that the relay lives, in a separate topic. Not in the topic of the events, which is kept
 * for ever: every new reader would have to read each beat; a former reader would look up its
 * tenant; and a former relay would take it for an event that the log has lost.
 */
export class Heartbeat {
  private beatenAt = Number.NEGATIVE_INFINITY;
  private isBeating = false;
  private isFailing = false;

  constructor(private readonly options: HeartbeatOptions) {}

  /** After each round of a leader: a relay that is stuck in one does not beat. Waits for nothing. */
  roundDone(ends: ReadonlyMap<number, bigint>): void {
    const now = performance.now();
    if (this.isBeating || now - this.beatenAt < this.options.everyMs) return;
    this.beatenAt = now;
    this.isBeating = true;
    void this.beat(ends).finally(() => (this.isBeating = false));
  }

  private async beat(ends: ReadonlyMap<number, bigint>): Promise<void> {
    const { publisher, topic, logger } = this.options;
    try {
      await publisher.publish(topics.heartbeat(topic), 0, [this.message(ends)]);
      this.isFailing = false;
    } catch (err) {
      if (!this.isFailing) logger.warn({ err, topic }, 'heartbeat failed, will retry');
      this.isFailing = true;
    }
  }

  /** `ends`: the offset after the newest event of each partition that has some. */
  private message(ends: ReadonlyMap<number, bigint>): EventMessage {
    const { topic, everyMs, installation = '' } = this.options;
    const time = new Date().toISOString();
    const offsets = Object.fromEntries([...ends].map(([at, next]) => [at, Number(next)]));
    return {
      key: topic,
      value: JSON.stringify({ topic, intervalSeconds: everyMs / 1_000, ends: offsets }),
      headers: {
        ce_specversion: '1.0',
        ce_type: 'rollcall.Heartbeat.v1',
        ce_source: `${installation}/topics/${topic}`,
        ce_id: time,
        ce_time: time,
        'content-type': 'application/json',
      },
    };
  }
}
