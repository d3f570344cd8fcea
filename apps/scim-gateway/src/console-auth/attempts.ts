import { type ProblemError } from '@rollcall/platform';
import { problem } from '../http/problem';
import { fromRequest } from '../admin-kit/parameters';
import { SourceLimits, Tries } from '../http/source-limits';

export interface AttemptLimits {
  /** Bad attempts of one source in a minute. */
  readonly ofOne: number;
  /** Bad attempts of all sources together in a minute. */
  readonly ofAll: number;
}

const MINUTE_MS = 60_000;
const ALL = '*';

/** An attempt that was counted. */
export interface Attempt {
  /** The attempt succeeded: it does not count. */
  good(): void;
}

/** The attempt that the gate counted before the body arrived; undefined beyond the limits. */
export const CountedAttempt = fromRequest(
  (request): Attempt | undefined => (request as { attempt?: Attempt }).attempt,
);

/**
 * The subject of an attempt, if it exists: the id of an issued link, or a sign-in that a browser
 * has begun. Undefined for an invented one.
 */
export type AttemptSubject = () => Promise<string | undefined> | string | undefined;

/** Limits how often a wrong key, link or sign-in may be tried, from one source and from all. */
export class Attempts {
  private readonly one: SourceLimits;
  private readonly all: Tries;
  /** Reserved for each subject, independent of all others. */
  private readonly kept: Tries;

  constructor(
    limits: AttemptLimits,
    now: () => number = () => performance.now(),
    private readonly limited: () => void = () => undefined,
  ) {
    this.one = new SourceLimits(limits.ofOne, now, MINUTE_MS);
    this.all = new Tries(limits.ofAll, now, MINUTE_MS);
    this.kept = new Tries(limits.ofOne, now, MINUTE_MS);
  }

  /** Counts an attempt before it is checked; throws a 429 problem beyond a limit. */
  take(source: string): Attempt {
    const counted = this.count(source);
    if (counted) return counted;
    throw this.refusal();
  }

  /**
   * The same, for an attempt with a subject. Beyond a limit the attempt counts for its subject
   * alone, under the limit of one source: attempts on invented subjects lock out no holder of a
   * real one.
   */
  async takeFor(source: string, subjectOf: AttemptSubject): Promise<Attempt> {
    return this.count(source) ?? this.takeKept(subjectOf);
  }

  /**
   * Counts an attempt beyond the limits of sources under the limit of its subject; throws a 429
   * problem.
   */
  async takeKept(subjectOf: AttemptSubject): Promise<Attempt> {
    const subject = await subjectOf();
    if (subject === undefined || !this.kept.take(subject)) throw this.refusal();
    return { good: () => this.kept.giveBack(subject) };
  }

  /** Counts an attempt without a known subject; undefined beyond a limit. */
  count(source: string): Attempt | undefined {
    if (!this.one.take(source)) return undefined;
    if (this.all.take(ALL))
      return {
        good: () => {
          this.one.giveBack(source);
          this.all.giveBack(ALL);
        },
      };
    return undefined;
  }

  private refusal(): ProblemError {
    this.limited();
    return problem(429, 'Too many invalid attempts. Wait a minute, then try again.', {
      code: 'too-many',
      retryAfterSeconds: 60,
    });
  }
}
