const DAY_MS = 86_400_000;
/** About a hundred bytes each. */
const MOST_ADMITTED = 50_000;
const SECOND_MS = 1_000;

/** Puts into a bounded map; what was put in longest ago goes first. */
export const remember = <V>(map: Map<string, V>, key: string, value: V, most: number): void => {
  map.delete(key);
  if (map.size >= most) map.delete(map.keys().next().value as string);
  map.set(key, value);
};

/** Digests of the tokens that were admitted within a day, the latest fifty thousand of them. */
export class AdmittedLately {
  private readonly at = new Map<string, number>();

  add(digest: string, now: number): void {
    remember(this.at, digest, now, MOST_ADMITTED);
  }

  has(digest: string, now: number): boolean {
    return now - (this.at.get(digest) ?? -Infinity) < DAY_MS;
  }

  delete(digest: string): void {
    this.at.delete(digest);
  }
}

interface Entry<T> {
  readonly why: T;
  /** Until then no new question is sent. */
  readonly until: number;
  /** The second that `count` is of. */
  since: number;
  count: number;
}

/**
 * Tokens that were refused a moment ago, and how often each comes: beyond `mostASecond` it comes too
 * often. When the moment is over the token is looked at again, however often it came.
 */
export class RefusedLately<T> {
  private readonly kept = new Map<string, Entry<T>>();

  constructor(
    private readonly most: number,
    private readonly forMs: number,
    private readonly mostASecond: number,
  ) {}

  add(digest: string, why: T, now: number): void {
    const { since = now, count = 1 } = this.kept.get(digest) ?? {};
    remember(this.kept, digest, { why, until: now + this.forMs, since, count }, this.most);
  }

  /** Why it is refused without a look, and whether it comes too often; undefined: look. Counts it. */
  again(digest: string, now: number): { readonly why: T; readonly tooOften: boolean } | undefined {
    const kept = this.kept.get(digest);
    if (!kept) return undefined;
    if (now - kept.since >= SECOND_MS) {
      kept.since = now;
      kept.count = 0;
    }
    kept.count += 1;
    if (now >= kept.until) return undefined;
    return { why: kept.why, tooOften: kept.count > this.mostASecond };
  }
}
