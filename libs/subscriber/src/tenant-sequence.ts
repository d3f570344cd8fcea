import { isOfFormerEpoch, isRewritten } from '@rollcall/contracts';

/** What a subscriber stores with its rows. With the epoch it notices a log that went back in time. */
export type Place = number | { readonly position: number; readonly epoch: string };

export type Placed = 'next' | 'seen' | 'gap' | 'rewritten' | 'stray';

/**
 * Where a reader stands in each tenant's history. At least once and in order becomes exactly once:
 * a known position is dropped, and a gap is reported instead of skipped.
 */
export class TenantSequence {
  private readonly positions: Map<string, number>;
  private readonly epochs = new Map<string, string>();

  constructor(start: Iterable<readonly [string, number]> = []) {
    this.positions = new Map(start);
  }

  knows(tenantId: string): boolean {
    return this.positions.has(tenantId);
  }

  position(tenantId: string): number {
    return this.positions.get(tenantId) ?? 0;
  }

  /**
   * `next`: handle it, then `moved`; `seen`: drop it; `gap`: something before it is missing;
   * `rewritten`: what was handled at this position is history no more; `stray`: it is the next, and
   * of an epoch that had ended before.
   */
  place(tenantId: string, position: number, epoch?: string): Placed {
    const at = this.position(tenantId);
    const held = this.epochs.get(tenantId);
    const both =
      held === undefined || epoch === undefined
        ? undefined
        : ([{ epoch: held }, { epoch }] as const);
    if (position > at + 1) return 'gap';
    if (position > at) return both && isOfFormerEpoch(...both) ? 'stray' : 'next';
    return both && isRewritten(...both) ? 'rewritten' : 'seen';
  }

  moved(tenantId: string, position: number, epoch?: string): void {
    this.positions.set(tenantId, position);
    if (epoch !== undefined) this.epochs.set(tenantId, epoch);
  }

  /** From where an earlier life, or another member, went. */
  begin(tenantId: string, place: Place): void {
    if (typeof place === 'number') this.moved(tenantId, place);
    else this.moved(tenantId, place.position, place.epoch);
  }

  isAt(tenantId: string, place: Place): boolean {
    const { position, epoch } =
      typeof place === 'number' ? { position: place, epoch: undefined } : place;
    const isSame = epoch === undefined || epoch === this.epochs.get(tenantId);
    return isSame && position === this.position(tenantId);
  }

  entries(): IterableIterator<[string, number]> {
    return this.positions.entries();
  }
}
