/** The existing ones of these ids. */
export type AskExisting = (ids: readonly string[]) => Promise<readonly string[]>;

const MOST_AT_ONCE = 1_000;
const EVERY_MS = 50;

interface PendingAnswer {
  readonly answer: Promise<boolean>;
  readonly settle: (exists: boolean) => void;
}

const pendingAnswer = (): PendingAnswer => {
  let settle: PendingAnswer['settle'] = () => undefined;
  const answer = new Promise<boolean>((resolve) => (settle = resolve));
  return { answer, settle };
};

/**
 * Whether the id of a token exists, for callers whose source is over its limit: many are
 * asked about together, one question at a time and at most twenty a second, so that a flood costs
 * little. Without a place or an answer an id counts as unknown.
 */
export class Existing {
  private waiting = new Map<string, PendingAnswer>();
  private running = false;
  private lastAt = -Infinity;

  constructor(
    private readonly ask: AskExisting,
    private readonly mostAtOnce = MOST_AT_ONCE,
    private readonly everyMs = EVERY_MS,
  ) {}

  has(id: string): Promise<boolean> {
    const known = this.waiting.get(id);
    if (known) return known.answer;
    if (this.waiting.size >= this.mostAtOnce) return Promise.resolve(false);
    const one = pendingAnswer();
    this.waiting.set(id, one);
    if (!this.running) this.soon();
    return one.answer;
  }

  private soon(): void {
    this.running = true;
    const early = this.lastAt + this.everyMs - performance.now();
    setTimeout(() => void this.turn(), Math.max(0, early));
  }

  private async turn(): Promise<void> {
    const batch = this.waiting;
    this.waiting = new Map();
    this.lastAt = performance.now();
    const found = new Set(await this.ask([...batch.keys()]).catch(() => []));
    for (const [id, { settle }] of batch) settle(found.has(id));
    this.running = false;
    if (this.waiting.size > 0) this.soon();
  }
}
