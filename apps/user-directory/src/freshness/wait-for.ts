import { ProblemError } from '@rollcall/platform';

/** Waits until a tenant is projected as far as a position. Commits here wake it; others are polled. */
export class WaitFor {
  private readonly waiting = new Map<string, Set<() => void>>();

  constructor(
    readonly deadlineMs: number,
    private readonly pollMs = 25,
  ) {}

  /** After a commit of the projector. */
  moved(tenants: readonly { readonly tenantId: string }[]): void {
    for (const { tenantId } of tenants) for (const wake of this.waiting.get(tenantId) ?? []) wake();
  }

  /** Looks until the position is reached; undefined past the deadline, in milliseconds. */
  async until<Answer>(
    tenantId: string,
    position: number,
    look: () => Promise<{ position: number; answer: Answer }>,
    deadlineMs = this.deadlineMs,
  ): Promise<Answer | undefined> {
    const end = performance.now() + deadlineMs;
    for (;;) {
      const seen = await look();
      if (seen.position >= position) return seen.answer;
      const left = end - performance.now();
      if (left <= 0) return undefined;
      await this.next(tenantId, Math.min(this.pollMs, left));
    }
  }

  private next(tenantId: string, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const waiters = this.waiting.get(tenantId) ?? new Set();
      this.waiting.set(tenantId, waiters);
      const wake = (): void => {
        clearTimeout(timer);
        waiters.delete(wake);
        if (waiters.size === 0) this.waiting.delete(tenantId);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      waiters.add(wake);
    });
  }
}

/** For a caller who named a position that was not reached before the deadline; `meaning`: to that caller. */
export const behind = (meaning?: string): ProblemError =>
  new ProblemError(
    503,
    'Service Unavailable',
    `The directory is behind the requested position.${meaning === undefined ? '' : ` ${meaning}`}`,
    1,
  );
