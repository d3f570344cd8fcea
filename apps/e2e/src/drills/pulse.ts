import type { Client } from '../support/client';
import { sleep } from '../audit/settled';

const EVERY_MS = 25;

interface Beat {
  /** Of performance.now(): when the request was sent. */
  readonly at: number;
  readonly ms: number;
  readonly status: number;
}

/** What requests took, in whole milliseconds. */
export interface Times {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

/**
 * A small question to each gateway every 25 ms, whether those before were answered or not: a wait
 * is met by all whom it would meet.
 */
export class Pulse {
  private readonly beats: Beat[] = [];
  private readonly open = new Set<Promise<void>>();
  private stopping = false;
  private readonly running: Promise<unknown>;

  constructor(
    clients: readonly Client[],
    private readonly path = '/ServiceProviderConfig',
  ) {
    this.running = Promise.all(clients.map((client) => this.beat(client)));
  }

  /** Of what was sent between two moments and is answered. */
  times(from: number, to: number): Times {
    const all = this.between(from, to).map(({ ms }) => ms);
    const sorted = all.sort((a, b) => a - b);
    const at = (share: number): number =>
      Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
    return { count: sorted.length, p50: at(0.5), p99: at(0.99), longest: at(1) };
  }

  /** The different answers to what was sent between two moments. */
  statuses(from: number, to: number): readonly number[] {
    return [...new Set(this.between(from, to).map(({ status }) => status))].sort();
  }

  /** Resolves when the last question is answered. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
    await Promise.all(this.open);
  }

  private between(from: number, to: number): readonly Beat[] {
    return this.beats.filter(({ at }) => at >= from && at < to);
  }

  private async beat(client: Client): Promise<void> {
    while (!this.stopping) {
      const request = this.ask(client);
      this.open.add(request);
      void request.finally(() => this.open.delete(request));
      await sleep(EVERY_MS);
    }
  }

  private async ask(client: Client): Promise<void> {
    const at = performance.now();
    const { status } = await client.get(this.path);
    this.beats.push({ at, ms: performance.now() - at, status });
  }
}
