import type { Attributes } from '@rollcall/contracts';
import { setImmediate as turn } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { DueErasure } from './erasures';
import { REDACTED, withoutFormer } from './former-words';
import { naming, namingRun } from './person-texts';
import * as sql from './user-steps.queries';

/** Events are at most 256 kB, and some hundred bytes as a rule. */
const STRETCH = 200;
const CHARACTERS_IN_A_TURN = 200_000;
/** A former release took any text for a correlation id. */
const ID = /^[0-9a-f-]{24,64}$/i;

interface EventTexts {
  readonly position: string;
  readonly subject: string;
  readonly correlation_id: string;
  /** Without the members of groups: those are ids. */
  readonly data: string;
}

/** The events of others, from the first up to the erasure, a stretch at a time. */
export const forgetFormer = async (
  pool: Pool,
  { tenantId, subject, position }: DueErasure,
  hold: () => Promise<void>,
  texts: readonly string[],
): Promise<void> => {
  const isNamed = naming(texts);
  const isNamedRun = namingRun(texts);
  const isNamedId = (id: string): boolean => !ID.test(id) && isNamedRun(id);
  const names = ({ data, correlation_id }: EventTexts): boolean =>
    isNamed(textOf(data)) || isNamedId(correlation_id);
  for (let from = 0; from < position; from += STRETCH) {
    await hold();
    const values = [tenantId, from, Math.min(from + STRETCH, position), subject];
    const { rows } = await pool.query<EventTexts>(sql.SAID_OF_OTHERS, values);
    const named: EventTexts[] = [];
    let looked = 0;
    for (const row of rows) {
      if (names(row)) named.push(row);
      looked += row.data.length;
      if (looked < CHARACTERS_IN_A_TURN) continue;
      looked = 0;
      await turn();
    }
    if (named.length === 0) continue;
    const now = await attributesNow(pool, tenantId, named);
    const words = named.map(({ subject: of, data }) =>
      withoutFormer(JSON.parse(data) as Attributes, now.get(of) ?? {}, isNamed),
    );
    await pool.query(sql.REDACT_WORDS, [
      tenantId,
      named.map((one) => one.position),
      words.map((one) => JSON.stringify(one ?? {})),
      named.map((one) => (isNamedId(one.correlation_id) ? REDACTED : null)),
    ]);
  }
};

/** The text that JSON encodes, where it differs. */
const textOf = (json: string): string =>
  json.includes('\\') ? json.replaceAll(/\\(?:u[0-9a-f]{4}|.)/gi, character) : json;
const character = (escape: string): string => JSON.parse(`"${escape}"`) as string;

const attributesNow = async (
  pool: Pool,
  tenantId: string,
  named: readonly EventTexts[],
): Promise<ReadonlyMap<string, Attributes>> => {
  const subjects = [...new Set(named.map(({ subject }) => subject))];
  const { rows } = await pool.query<{ subject: string; attributes: Attributes }>(
    sql.ATTRIBUTES_NOW,
    [tenantId, subjects],
  );
  return new Map(rows.map(({ subject, attributes }) => [subject, attributes]));
};
