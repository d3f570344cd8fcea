import type { Pool } from 'pg';
import type { WaitFor } from '../projecting/wait-for';

/** What a list was read from. */
export type ReadFrom = 'primary' | 'replica';

/** A database that follows the primary, and how long a list waits for it. */
export interface Replica {
  readonly pool: Pool;
  readonly deadlineMs: number;
}

/** Asks one database once. */
export type Look<Answer> = (pool: Pool) => Promise<{ position: number; answer: Answer }>;

/** After a list in vain the replica is left alone for so long: one list waits, not each. */
const REST_MS = 1_000;

/** Undefined when `answer` has not come within so many milliseconds. */
const within = async <T>(ms: number, answer: Promise<T>): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
};

/**
 * Where lists are read: a replica that has projected as far as asked, else the primary. What names
 * no position is read on the primary: nobody could tell how old a replica's answer is.
 */
export class ListReads {
  private restsUntil = Number.NEGATIVE_INFINITY;

  constructor(
    readonly primary: Pool,
    private readonly wait: WaitFor,
    private readonly replica?: Replica,
    private readonly onRead: (from: ReadFrom) => void = () => undefined,
  ) {}

  /**
   * `look` answers with the position that its answer holds for, of one snapshot. Resolves to the
   * first answer at or beyond `position`; undefined past the deadline.
   */
  async until<Answer>(
    tenantId: string,
    position: number,
    look: Look<Answer>,
  ): Promise<Answer | undefined> {
    const began = performance.now();
    const found = position > 0 ? await this.onReplica(tenantId, position, look) : undefined;
    if (found !== undefined) return found;
    // What the replica took of the deadline is gone; the primary is looked at once in any case.
    const left = this.wait.deadlineMs - (performance.now() - began);
    const answer = await this.wait.until(tenantId, position, () => look(this.primary), left);
    if (answer !== undefined) this.onRead('primary');
    return answer;
  }

  /** Undefined when it is behind for too long, does not answer, or rests. */
  private async onReplica<Answer>(
    tenantId: string,
    position: number,
    look: Look<Answer>,
  ): Promise<Answer | undefined> {
    const { replica } = this;
    if (!replica || performance.now() < this.restsUntil) return undefined;
    const { pool, deadlineMs } = replica;
    const asked = this.wait
      .until(tenantId, position, () => look(pool), deadlineMs)
      // It fell, or its replay took the rows away under the question: the primary has them.
      .catch(() => undefined);
    // One that hangs takes a list's own deadline at most: a long list may take longer than the wait.
    const answer = await within(Math.max(deadlineMs, this.wait.deadlineMs), asked);
    if (answer === undefined) this.restsUntil = performance.now() + REST_MS;
    else this.onRead('replica');
    return answer;
  }
}
