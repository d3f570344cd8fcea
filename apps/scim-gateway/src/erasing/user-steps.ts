import type { Pool } from 'pg';
import { DAYS_KEPT } from '../requests/partitions';
import type { Step } from './erasing';
import type { DueErasure, Erasures } from './erasures';
import { inPieces } from './pieces';
import { namesOf } from './person-history';
import { naming, namingPattern, soughtOf } from './person-texts';
import { toldStep } from './told';
import * as sql from './user-steps.queries';

const STRETCH = 2_000;
const HOUR_MS = 3_600_000;
const MOST_NAMED = 100;
const REDACTED = 'redacted';

interface GroupName {
  readonly position: string;
  readonly name: string;
  readonly external_id: string | null;
  readonly correlation_id: string;
  readonly name_now: string | null;
  readonly external_id_now: string | null;
}

interface NamedIn {
  readonly last: string | null;
  readonly found: readonly string[] | null;
}

/** The names come first: afterwards nobody knows any more what to look for. */
export const userSteps = (pool: Pool, requestLog: Pool, erasures: Erasures): readonly Step[] => [
  { name: 'names', run: (erasure, hold) => forgetNames(pool, erasures, erasure, hold) },
  {
    name: 'requests',
    run: async (erasure, hold) => {
      // What was logged before the log had a database of its own is beside the events still.
      for (const one of new Set([requestLog, pool]))
        await forgetRequests(one, erasure, hold, DAYS_KEPT * 24);
    },
  },
  toldStep(erasures),
  { name: 'events', run: (erasure, hold) => redactStream(pool, erasure, hold) },
  {
    name: 'late',
    late: true,
    run: (erasure, hold) => forgetRequests(requestLog, erasure, hold, 1),
  },
];

/**
 * Groups may bear a person's name. Those that are there keep the one that they have now: it is
 * listed, not changed, since it is the provider's; every former name goes.
 */
const forgetNames = async (
  pool: Pool,
  erasures: Erasures,
  erasure: DueErasure,
  hold: () => Promise<void>,
): Promise<void> => {
  let sought: readonly string[] = [];
  for await (const texts of namesOf(pool, erasure, hold)) {
    await forgetFormer(pool, erasure, hold, naming(texts));
    sought = soughtOf([...sought, ...texts]);
  }
  const pattern = namingPattern(sought);
  if (pattern !== undefined)
    await erasures.namedIn(erasure, await stillNaming(pool, erasure, hold, pattern));
};

const forgetFormer = async (
  pool: Pool,
  { tenantId, position }: DueErasure,
  hold: () => Promise<void>,
  isNamed: (text: string | null) => boolean,
): Promise<void> => {
  for (let from = 0; from < position; from += STRETCH) {
    await hold();
    const values = [tenantId, from, Math.min(from + STRETCH, position)];
    const { rows } = await pool.query<GroupName>(sql.GROUP_NAMES, values);
    const named = rows.map((row) => redactionOf(row, isNamed)).filter((one) => one !== undefined);
    if (named.length > 0)
      await pool.query(sql.REDACT_NAMES, [
        ...[tenantId, named.map((one) => one.position), named.map((one) => one.words)],
        named.map((one) => one.correlationId),
      ]);
  }
};

const redactionOf = (
  { position, ...row }: GroupName,
  isNamed: (text: string | null) => boolean,
): { position: string; words: string; correlationId: string | null } | undefined => {
  const words = {
    ...(row.name !== row.name_now && isNamed(row.name) ? { displayName: REDACTED } : {}),
    ...(row.external_id !== row.external_id_now && isNamed(row.external_id)
      ? { externalId: REDACTED }
      : {}),
  };
  const correlationId = isNamed(row.correlation_id) ? REDACTED : null;
  if (Object.keys(words).length === 0 && correlationId === null) return undefined;
  return { position, words: JSON.stringify(words), correlationId };
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

const forgetRequests = async (
  pool: Pool,
  { tenantId, subject, askedAt }: DueErasure,
  hold: () => Promise<void>,
  hours: number,
): Promise<void> => {
  const id = subject.slice(subject.indexOf('/') + 1);
  const end = Date.now() + HOUR_MS;
  let renewed = Date.now();
  // A day more than is kept: partitions are dropped whole.
  for (let at = askedAt.getTime() - (hours + 24) * HOUR_MS; at < end; at += HOUR_MS) {
    if (Date.now() - renewed > 1_000) {
      await hold();
      renewed = Date.now();
    }
    const until = new Date(at + HOUR_MS);
    await pool.query(sql.FORGET_REQUESTS, [tenantId, id, new Date(at), until]);
  }
};
