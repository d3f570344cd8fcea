import type { RequestEntry } from './entry';
import { allRefused } from './explanation';

const SECOND_MS = 1_000;
const MOST = 10_000;

interface Fold {
  readonly entry: RequestEntry;
  count: number;
}

/**
 * Undefined for an entry that stands by itself. What was refused before it was looked at (the token,
 * the rate limit) says the same whatever was sent: one for each tenant, token and code. Another
 * refusal says the same as one of the same request for the same reason; with its body it is kept whole.
 */
const keyOf = (entry: RequestEntry): string | undefined => {
  const { refusal, tenantId, tokenId, status, admitted, test } = entry;
  if (!refusal) return undefined;
  const key = `${tenantId} ${tokenId} ${refusal.code} ${test}`;
  if (!admitted || status === 429) return key;
  if (entry.captured) return undefined;
  // Who was to be switched off is never counted with a message that says nothing of it.
  const off = refusal.switchOff === true ? 'off' : '';
  const attributes = allRefused(refusal).map(({ attribute }) => attribute);
  return `${key} ${status} ${entry.method} ${entry.path} ${off} ${attributes.join(' ')}`;
};

/** Refused requests that say the same within a second: one entry, with how many they were. */
export class Folds {
  private readonly open = new Map<string, Fold>();

  get size(): number {
    return this.open.size;
  }

  /**
   * `begun`: it waits for others like it, `counted`: it was one of those; `alone`: it is an entry by
   * itself. When an older second of its kind is over, that comes back to be written.
   */
  add(entry: RequestEntry): {
    readonly as: 'begun' | 'counted' | 'alone';
    readonly over?: RequestEntry;
  } {
    const key = keyOf(entry);
    if (key === undefined) return { as: 'alone' };
    const fold = this.open.get(key);
    if (fold && entry.at - fold.entry.at < SECOND_MS) {
      fold.count += 1;
      return { as: 'counted' };
    }
    if (!fold && this.open.size >= MOST) return { as: 'alone' };
    // The newest stand last, so that `over` need look at no more than is over.
    this.open.delete(key);
    this.open.set(key, { entry, count: 1 });
    return { as: 'begun', ...(fold ? { over: whole(fold) } : {}) };
  }

  /** Those whose second is over, to be written. */
  *over(now: number): Generator<RequestEntry> {
    for (const [key, fold] of this.open) {
      if (now - fold.entry.at < SECOND_MS) return;
      this.open.delete(key);
      yield whole(fold);
    }
  }
}

const whole = ({ entry, count }: Fold): RequestEntry => (count === 1 ? entry : { ...entry, count });
