import { ProblemError } from '@rollcall/platform';
import type { WaitFor } from '../freshness/wait-for';
import { ListRefused, type Caller, type Refused } from './caller';
import type { ListDatabase } from './list-database';

/** What a list was read from. */
export type ReadFrom = 'primary' | 'replica';

/** A database that follows the primary, and how long a list waits for it. */
export interface Replica {
  readonly database: ListDatabase;
  readonly deadlineMs: number;
}

export interface ListObserver {
  read(from: ReadFrom): void;
  refused(why: Refused): void;
}

/** Asks one database once. */
export type Look<Answer> = (
  database: ListDatabase,
  caller: Caller,
) => Promise<{ position: number; answer: Answer }>;

/** After a list in vain the replica is left alone for so long: one list waits, not each. */
const REST_MS = 1_000;

/**
 * Where lists are read: a replica that has the requested position, else the primary. A list without
 * a position is read on the primary: the age of a replica's answer would be unknown.
 */
export class ListReads {
  private restsUntil = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly primary: ListDatabase,
    private readonly wait: WaitFor,
    private readonly replica?: Replica,
    private readonly observer: ListObserver = { read: () => undefined, refused: () => undefined },
  ) {}

  /**
   * `look` answers with the position that its answer holds for, of one snapshot. Resolves to the
   * first answer at or beyond `position`; undefined past the deadline. Rejects with ListRefused.
   */
  async until<Answer>(
    tenantId: string,
    position: number,
    caller: Caller,
    look: Look<Answer>,
  ): Promise<Answer | undefined> {
    return this.refusing(async () => {
      const began = performance.now();
      const found =
        position > 0 ? await this.onReplica(tenantId, position, caller, look) : undefined;
      if (found !== undefined) return found;
      // What the replica took of the deadline is gone; the primary is looked at once in any case.
      const left = this.wait.deadlineMs - (performance.now() - began);
      return this.at(this.primary, tenantId, position, caller, look, left, 'primary');
    });
  }

  /** The same on the primary alone: for what is written while it is read. */
  onPrimary<Answer>(
    tenantId: string,
    position: number,
    caller: Caller,
    look: Look<Answer>,
  ): Promise<Answer | undefined> {
    const { deadlineMs } = this.wait;
    return this.refusing(() =>
      this.at(this.primary, tenantId, position, caller, look, deadlineMs, undefined),
    );
  }

  /** Undefined when it is behind for too long, does not answer, or is skipped after that. */
  private async onReplica<Answer>(
    tenantId: string,
    position: number,
    caller: Caller,
    look: Look<Answer>,
  ): Promise<Answer | undefined> {
    const { replica } = this;
    if (!replica || performance.now() < this.restsUntil) return undefined;
    const { database, deadlineMs } = replica;
    // One that hangs takes a list's own deadline at most: a long list may take longer than the wait.
    const most = performance.now() + Math.max(deadlineMs, this.wait.deadlineMs);
    const patient = { ...caller, endsAt: Math.min(caller.endsAt, most) };
    const answer = await this.at(
      database,
      tenantId,
      position,
      patient,
      look,
      deadlineMs,
      'replica',
    ).catch((reason: unknown) => {
      const isSlow = reason instanceof ListRefused && reason.why === 'time';
      if (reason instanceof ProblemError && !isSlow) throw reason;
      // It fell, hung, or its replay took the rows away under the question: the primary has them.
      return undefined;
    });
    if (answer === undefined) this.restsUntil = performance.now() + REST_MS;
    return answer;
  }

  /** Rows that are behind are read again when a question that costs nothing says that they moved. */
  private async at<Answer>(
    database: ListDatabase,
    tenantId: string,
    position: number,
    caller: Caller,
    look: Look<Answer>,
    waitMs: number,
    from: ReadFrom | undefined,
  ): Promise<Answer | undefined> {
    let isBehind = false;
    const left = Math.min(waitMs, caller.endsAt - performance.now());
    const seen = async (): Promise<{ position: number; answer: Answer | undefined }> => {
      const at = isBehind ? await database.position(tenantId) : position;
      if (at < position) return { position: at, answer: undefined };
      const found = await look(database, caller);
      isBehind = found.position < position;
      return found;
    };
    const answer = await this.wait.until(tenantId, position, seen, left);
    if (answer !== undefined && from !== undefined) this.observer.read(from);
    return answer;
  }

  private async refusing<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (reason) {
      if (reason instanceof ListRefused) this.observer.refused(reason.why);
      throw reason;
    }
  }
}
