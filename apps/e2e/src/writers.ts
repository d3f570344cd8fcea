import type { Answer } from './tools';
import { idOf, strictUser, type Client } from './client';

/**
 * What was asked for and what was promised. A mark names one change that can happen once:
 * `provision:<login>`, `rename:<id>:<name>`, `deactivate:<id>`, `reactivate:<id>`, `leave:<id>`.
 */
export interface Ledger {
  readonly attempted: Set<string>;
  readonly acknowledged: Set<string>;
  /** Answers by status; 0 is none. */
  readonly statuses: Map<number, number>;
  /** Longest time between two acknowledgements, in milliseconds. */
  longestSilence: number;
}

interface Options {
  /** Whom to speak to next; called for every write, so that a dead gateway can be left. */
  readonly client: () => Client;
  readonly prefix: string;
  readonly writers?: number;
  /** Writes a second, all writers together. */
  readonly rate?: number;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const isGood = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** Writes at a steady rate, like identity providers in a hurry; each writer has users of its own. */
export class Writers {
  readonly ledger: Ledger = {
    attempted: new Set(),
    acknowledged: new Set(),
    statuses: new Map(),
    longestSilence: 0,
  };
  private stopping = false;
  private lastGood = performance.now();
  private readonly running: Promise<unknown>;
  private readonly pauseMs: number;

  constructor(private readonly options: Options) {
    const writers = options.writers ?? 24;
    this.pauseMs = (1_000 * writers) / (options.rate ?? 500);
    this.running = Promise.all(Array.from({ length: writers }, (_, i) => this.writer(i)));
  }

  async stop(): Promise<Ledger> {
    this.stopping = true;
    await this.running;
    return this.ledger;
  }

  private async writer(number: number): Promise<void> {
    await sleep(Math.random() * this.pauseMs);
    for (let person = 0; !this.stopping; person += 1)
      await this.life(`${this.options.prefix}.${number}.${person}@load.example`);
  }

  /** A life: joins, is renamed, switched off and on, renamed, and every third one leaves. */
  private async life(userName: string): Promise<void> {
    const made = await this.provision(userName);
    if (!made) return;
    const path = `/Users/${made}`;
    const rename = (name: string) => () =>
      this.write(`rename:${made}:${name}`, (client) =>
        client.patch(path, [{ op: 'replace', path: 'displayName', value: name }]),
      );
    const turn = (mark: string, active: boolean) => () =>
      this.write(`${mark}:${made}`, (client) =>
        client.patch(path, [{ op: 'replace', value: { active } }]),
      );
    const steps = [
      rename('First'),
      turn('deactivate', false),
      turn('reactivate', true),
      rename('Second'),
      ...(/[036]@/.test(userName)
        ? [() => this.write(`leave:${made}`, (client) => client.delete(path))]
        : []),
    ];
    // After a step without an answer the user's state is not known: this life ends untold.
    for (const step of steps) if (this.stopping || !isGood(await step())) return;
  }

  /**
   * A create is repeated until it is answered, as providers do: 409 then says that an earlier
   * attempt was recorded, and the audit holds the log to it.
   */
  private async provision(userName: string): Promise<string | undefined> {
    const mark = `provision:${userName}`;
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const answer = await this.write(mark, (client) =>
        client.post('/Users', strictUser(userName)),
      );
      if (isGood(answer)) return idOf(answer);
      if (answer.status === 409 && attempt > 0) this.ledger.acknowledged.add(mark);
      if (answer.status !== 0 && answer.status !== 503) return undefined;
      if (this.stopping) return undefined;
    }
    return undefined;
  }

  private async write(mark: string, ask: (client: Client) => Promise<Answer>): Promise<Answer> {
    const begun = performance.now();
    this.ledger.attempted.add(mark);
    const answer = await ask(this.options.client());
    const { statuses, acknowledged } = this.ledger;
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    if (isGood(answer)) {
      acknowledged.add(mark);
      const now = performance.now();
      this.ledger.longestSilence = Math.max(this.ledger.longestSilence, now - this.lastGood);
      this.lastGood = now;
    }
    await sleep(Math.max(0, this.pauseMs - (performance.now() - begun)));
    return answer;
  }
}
