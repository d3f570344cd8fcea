import type { RequestEntry } from './entry';
import { allRefused } from './explanation';

const SECOND_MS = 1_000;
const MOST = 10_000;

interface Fold {
  readonly entry: RequestEntry;
  count: number;
}

/**
 * Undefined for an entry of its own. Refusals before the message is read (the token, the rate
 * limit) are identical whatever the message: one for each tenant, token and code. Other refusals
 * are identical for the same request and reason; one with a captured body is kept whole.
 */
const keyOf = (entry: RequestEntry): string | undefined => {
  const { refusal, tenantId, tokenId, status, admitted, test } = entry;
  if (!refusal) return undefined;
  const key = `${tenantId} ${tokenId} ${refusal.code} ${test}`;
  if (!admitted || status === 429) return key;
  if (entry.captured) return undefined;
  // A refused switch-off never counts with a message that switches nobody off.
  const off = refusal.switchOff === true ? 'off' : '';
  const attributes = allRefused(refusal).map(({ attribute }) => attribute);
  return `${key} ${status} ${entry.method} ${entry.path} ${off} ${attributes.join(' ')}`;
};

/** Identical refusals within a second: one entry, with their number. */
export class Folds {
  private readonly open = new Map<string, Fold>();

  get size(): number {
    return this.open.size;
  }

  /**
   * `begun`: it waits for identical ones; `counted`: it was added to one; `alone`: it is an entry
   * of its own. `over` returns an entry of an ended second, to be written.
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
    // The newest are last, so that `over` reads only the ended ones.
    this.open.delete(key);
    this.open.set(key, { entry, count: 1 });
    return { as: 'begun', ...(fold ? { over: whole(fold) } : {}) };
  }

  /** The entries whose second has ended, to be written. */
  *over(now: number): Generator<RequestEntry> {
    for (const [key, fold] of this.open) {
      if (now - fold.entry.at < SECOND_MS) return;
      this.open.delete(key);
      yield whole(fold);
    }
  }
}

const whole = ({ entry, count }: Fold): RequestEntry => (count === 1 ? entry : { ...entry, count });
