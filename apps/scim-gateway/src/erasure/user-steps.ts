import type { Pool } from 'pg';
import { DAYS_KEPT } from '../request-log/partitions';
import type { Step } from './erasing';
import type { DueErasure, Erasures } from './erasures';
import { forgetFormer } from './forget-words';
import { forgetRequests, forgetSwitchOffs } from './forget-requests';
import { inPieces } from './pieces';
import { namesOf } from './person-history';
import { namingPattern, soughtOf } from './person-texts';
import { statisticsStep } from './statistics';
import { publishedStep } from './published';
import * as sql from './user-steps.queries';

const MOST_NAMED = 100;

interface NamedIn {
  readonly last: string | null;
  readonly found: readonly string[] | null;
}

/** The person's own events are redacted last: the earlier steps search for their texts. */
export const userSteps = (pool: Pool, requestLog: Pool, erasures: Erasures): readonly Step[] => [
  { name: 'names', run: (erasure, hold) => forgetNames(pool, erasures, erasure, hold) },
  {
    name: 'requests',
    // The events' database still has the requests logged before the request log had its own.
    run: (erasure, hold) => requestsOf(pool, [requestLog, pool], erasure, hold, DAYS_KEPT * 24),
  },
  publishedStep(erasures),
  {
    name: 'late',
    late: true,
    run: (erasure, hold) => requestsOf(pool, [requestLog], erasure, hold, 1),
  },
  { name: 'events', run: (erasure, hold) => redactStream(pool, erasure, hold) },
  statisticsStep(pool),
];

/**
 * Other resources may contain a person's name. Their present values are listed, not changed, since
 * they are the provider's; former values are redacted.
 */
const forgetNames = async (
  pool: Pool,
  erasures: Erasures,
  erasure: DueErasure,
  hold: () => Promise<void>,
): Promise<void> => {
  let sought: readonly string[] = [];
  for await (const texts of namesOf(pool, erasure, hold)) {
    await forgetFormer(pool, erasure, hold, texts);
    sought = soughtOf([...sought, ...texts]);
  }
  const pattern = namingPattern(sought);
  if (pattern !== undefined)
    await erasures.namedIn(erasure, await stillNaming(pool, erasure, hold, pattern));
};

/** A person without known texts still has an id, which finds the entries. */
const requestsOf = async (
  pool: Pool,
  requestLogs: readonly Pool[],
  erasure: DueErasure,
  hold: () => Promise<void>,
  hours: number,
): Promise<void> => {
  await forgetSwitchOffs(pool, erasure);
  let known = false;
  for await (const texts of namesOf(pool, erasure, hold)) {
    for (const log of new Set(requestLogs)) await forgetRequests(log, erasure, hold, hours, texts);
    known = true;
  }
  if (!known)
    for (const log of new Set(requestLogs)) await forgetRequests(log, erasure, hold, hours, []);
};

const stillNaming = async (
  pool: Pool,
  { tenantId }: DueErasure,
  hold: () => Promise<void>,
  pattern: string,
): Promise<readonly string[]> => {
  const found: string[] = [];
  let after = '';
  for (let more = true; more && found.length < MOST_NAMED; ) {
    await hold();
    const { rows } = await pool.query<NamedIn>(sql.NAMED_IN, [tenantId, after, pattern]);
    const [page] = rows;
    found.push(...(page?.found ?? []));
    after = page?.last ?? '';
    more = after !== '';
  }
  return found.slice(0, MOST_NAMED);
};

const redactStream = async (
  pool: Pool,
  { tenantId, subject, position }: DueErasure,
  hold: () => Promise<void>,
): Promise<void> => {
  await inPieces(pool, hold, sql.REDACT_STREAM, [tenantId, subject, position]);
  await pool.query(sql.EMPTY_STREAM, [tenantId, subject]);
};
