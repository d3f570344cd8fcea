import { ProblemError } from '@rollcall/platform';
import { SourceLimits } from '../auth/source-limits';

export interface AttemptLimits {
  /** Bad attempts of one address in a minute. */
  readonly ofOne: number;
  /** Bad attempts of all addresses together in a minute. */
  readonly ofAll: number;
}

const MINUTE_MS = 60_000;
const ALL = '*';

/** How often a wrong key, link or sign-in may be tried, from one address and from all. */
export class Attempts {
  private readonly one: SourceLimits;
  private readonly all: SourceLimits;

  constructor(limits: AttemptLimits, now: () => number = () => performance.now()) {
    this.one = new SourceLimits(limits.ofOne, now, MINUTE_MS);
    this.all = new SourceLimits(limits.ofAll, now, MINUTE_MS);
  }

  /** Counts an attempt before it is looked at; throws a 429 problem beyond a limit. */
  take(source: string): void {
    if (this.one.take(source) && this.all.take(ALL)) return;
    throw new ProblemError(
      429,
      'Too Many Requests',
      'Too many attempts with something that is not valid. Wait a minute, then try again.',
      60,
      'too-many',
    );
  }

  /** It was good: not counted. */
  giveBack(source: string): void {
    this.one.giveBack(source);
    this.all.giveBack(ALL);
  }
}
