import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import { LOGGER } from '../service/logger';
import { CredentialsTopic } from './credentials-topic';
import { CountedEnds, lossOf } from './topic-ends';

const EVERY_MS = 10_000;
const AGAIN_MS = 1_000;

/**
 * Compares the credentials topic with what the store has published to it. A loss is reported when
 * two checks in a row find it, since a new leader may not know its newest offsets yet; it then stays
 * in Redis until the topic is written again. Kafka that does not answer is no loss.
 */
@Injectable()
export class TopicWatch {
  /** Why the topic is not complete, and what to do; undefined while it is. */
  problem: string | undefined;
  private suspected = false;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private checking: Promise<void> | undefined;

  constructor(
    private readonly topic: CredentialsTopic,
    private readonly ends: CountedEnds,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  start(): void {
    const { problem } = this;
    this.checking = this.check()
      .catch(() => undefined)
      .finally(() => {
        if (this.problem !== undefined && this.problem !== problem)
          this.logger.error({ topic: this.topic.name }, this.problem);
        if (problem !== undefined && this.problem === undefined)
          this.logger.info({ topic: this.topic.name }, 'credentials topic complete again');
        const soon = this.suspected || this.problem !== undefined;
        if (!this.stopped) this.timer = setTimeout(() => this.start(), soon ? AGAIN_MS : EVERY_MS);
      });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.checking;
  }

  /** Rejects without Redis or Kafka; what was found before then stays. */
  private async check(): Promise<void> {
    const { name } = this.topic;
    // The store is read first: what is published meanwhile only makes the topic longer.
    const ends = await this.ends.of(name);
    if (!ends) return;
    if (ends.lost !== undefined) return this.report(ends.lost);
    const offsets = await this.topic.offsets();
    const loss = lossOf(ends, offsets);
    if (loss === undefined) {
      this.suspected = false;
      this.problem = undefined;
      if (offsets) await this.ends.count(name, offsets);
      return;
    }
    if (!this.suspected) {
      this.suspected = true;
      return;
    }
    await this.ends.markLost(name, loss);
    this.report(loss);
  }

  private report(loss: string): void {
    this.suspected = false;
    this.problem = `The credentials topic ${this.topic.name} was lost or shortened: ${loss}. Redis still has the tokens. Create the topic again if it is missing or lost its beginning, then run republish-credentials: docs/runbooks/credentials-topic.md.`;
  }
}
