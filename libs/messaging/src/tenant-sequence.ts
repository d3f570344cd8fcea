/**
 * Where a reader stands in each tenant's history. At least once and in order becomes exactly once:
 * what was seen is dropped, and a gap is told instead of passed over.
 */
export class TenantSequence {
  private readonly positions: Map<string, number>;

  constructor(start: Iterable<readonly [string, number]> = []) {
    this.positions = new Map(start);
  }

  knows(tenantId: string): boolean {
    return this.positions.has(tenantId);
  }

  position(tenantId: string): number {
    return this.positions.get(tenantId) ?? 0;
  }

  /** `next`: handle it, then `moved`; `seen`: drop it; `gap`: something before it is missing. */
  place(tenantId: string, position: number): 'next' | 'seen' | 'gap' {
    const at = this.position(tenantId);
    if (position <= at) return 'seen';
    return position === at + 1 ? 'next' : 'gap';
  }

  moved(tenantId: string, position: number): void {
    this.positions.set(tenantId, position);
  }

  entries(): IterableIterator<[string, number]> {
    return this.positions.entries();
  }
}
