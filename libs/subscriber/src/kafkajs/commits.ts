import type { Consumer } from 'kafkajs';

export interface Offset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

const EVERY_MS = 1_000;

/**
 * Commits of one consumer: what was handled, together, a second after the first of it and at a
 * stop. What a crash leaves uncommitted comes again; readers drop it by its position.
 */
export class Commits {
  private readonly handled = new Map<string, Offset>();
  private timer: NodeJS.Timeout | undefined;
  private joins = 0;

  constructor(
    private readonly consumer: Pick<Consumer, 'commitOffsets'>,
    /** The offset that may not be passed, where there is one. */
    private readonly limit: (topic: string, partition: number) => string | undefined,
    private readonly onError: (reason: unknown) => void,
  ) {}

  /** `offset`: the next one to read. */
  handledTo(one: Offset): void {
    this.handled.set(`${one.topic}/${one.partition}`, one);
    this.timer ??= setTimeout(() => void this.now(), EVERY_MS);
  }

  /** After each join. Partitions that went to another member: it commits for itself. */
  keepOnly(assigned: Readonly<Record<string, readonly number[]>>): void {
    this.joins += 1;
    for (const [key, { topic, partition }] of this.handled)
      if (!assigned[topic]?.includes(partition)) this.handled.delete(key);
  }

  /** Never rejects: what could not be committed is committed with the next, or read again. */
  async now(): Promise<void> {
    this.end();
    const handled = [...this.handled];
    if (handled.length === 0) return;
    const { joins } = this;
    this.handled.clear();
    try {
      await this.consumer.commitOffsets(handled.map(([, one]) => this.within(one)));
    } catch (reason) {
      this.onError(reason);
      // A member that joined again begins at the committed offset; the partition may have moved.
      if (joins !== this.joins) return;
      for (const [key, one] of handled) if (!this.handled.has(key)) this.handled.set(key, one);
    }
  }

  private within(one: Offset): Offset {
    const limit = this.limit(one.topic, one.partition);
    if (limit === undefined || BigInt(limit) >= BigInt(one.offset)) return one;
    return { ...one, offset: limit };
  }

  end(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
