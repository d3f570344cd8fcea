import { ProblemError } from '@rollcall/platform';

/**
 * How a snapshot ended: whole; the client closed the connection; it took longer than may be; a change
 * of the tables waited for it; the service stopped; the database failed.
 */
export type Ending = 'complete' | 'left' | 'time' | 'tables' | 'stop' | 'failed';

/** Why a response that has begun is cut off. */
export class SnapshotEnded extends Error {
  override readonly name = 'SnapshotEnded';
  constructor(readonly ending: Ending) {
    super(`the snapshot ended early: ${ending}`);
  }
}

const RETRY_AFTER_SECONDS = 10;

export const tooManySnapshots = (ofThisKey: boolean): ProblemError =>
  new ProblemError(
    429,
    'Too Many Requests',
    ofThisKey
      ? 'A snapshot for this key is in progress. Wait for its end, or close its connection.'
      : 'Too many snapshots are in progress. Retry later.',
    RETRY_AFTER_SECONDS,
    'snapshots-in-progress',
  );
