import type { Client } from '../support/client';
import { Recorder, type Ledger } from './ledger';
import { bulkLife, groupLife, userLife } from './lives';
import { sleep } from './settled';

interface Options {
  /** Whom to speak to next; called for every write, so that a dead gateway can be left. */
  readonly client: () => Client;
  readonly prefix: string;
  readonly writers?: number;
  /** Writes a second, all writers together. */
  readonly rate?: number;
  /** Every third writer writes groups and every third Bulk requests; the profile must be `full`. */
  readonly groups?: boolean;
}

/** Writes at a steady rate, like identity providers in a hurry; each writer has users of its own. */
export class Writers {
  private readonly recorder: Recorder;
  private readonly running: Promise<unknown>;
  private readonly pauseMs: number;

  constructor(private readonly options: Options) {
    const writers = options.writers ?? 24;
    this.pauseMs = (1_000 * writers) / (options.rate ?? 500);
    this.recorder = new Recorder(options.client, this.pauseMs);
    this.running = Promise.all(Array.from({ length: writers }, (_, i) => this.writer(i)));
  }

  get ledger(): Ledger {
    return this.recorder.ledger;
  }

  async stop(): Promise<Ledger> {
    this.recorder.stopping = true;
    await this.running;
    return this.ledger;
  }

  private async writer(number: number): Promise<void> {
    await sleep(Math.random() * this.pauseMs);
    const lives = this.options.groups ? [userLife, groupLife, bulkLife] : [userLife];
    const life = lives[number % lives.length] as typeof userLife;
    for (let n = 0; !this.recorder.stopping; n += 1)
      await life(this.recorder, `${this.options.prefix}.${number}.${n}`, n);
  }
}
