import type { Pool } from 'pg';
import type { Explanation } from '../request-log/explanation';
import { HIDDEN, nameOf } from '../request-log/explanation';
import {
  isKnownAttribute,
  isKnownInFilter,
  isKnownPart,
  parameterOf,
} from '../request-log/known-words';
import type { DueErasure } from './erasures';
import { REDACTED } from './former-words';
import * as sql from './forget-requests.queries';
import { naming, namingRun } from './person-texts';

const HOUR_MS = 3_600_000;
/** Entries in one statement. */
const STRETCH = 20_000;

interface Word {
  readonly place: sql.Place;
  readonly text: string;
}

/** Removes a person's words from each place of an entry; undefined for an entry without any. */
type Without = Readonly<Record<sql.Place, (text: string) => string | undefined>>;

/** The entries of some hours that are about the person go; the others lose the person's words. */
export const forgetRequests = async (
  pool: Pool,
  { tenantId, subject, askedAt }: DueErasure,
  hold: () => Promise<void>,
  hours: number,
  texts: readonly string[],
): Promise<void> => {
  const id = subject.slice(subject.indexOf('/') + 1);
  const end = Date.now() + HOUR_MS;
  const without = withoutWords(texts);
  // A day more than the retention: partitions are dropped whole.
  for (let from = askedAt.getTime() - (hours + 24) * HOUR_MS; from < end; ) {
    await hold();
    const { rows } = await pool.query<{ at: Date }>(sql.STRETCH_END, [
      tenantId,
      new Date(from),
      STRETCH,
    ]);
    const until = Math.max(rows[0]?.at.getTime() ?? end, from + 1);
    const stretch = [tenantId, new Date(from), new Date(until)];
    await pool.query(sql.FORGET_REQUESTS, [...stretch, id]);
    await forgetWords(pool, stretch, without);
    from = until;
  }
};

/** The list of failed switch-offs no longer shows this person. */
export const forgetSwitchOffs = async (
  pool: Pool,
  { tenantId, subject }: Pick<DueErasure, 'tenantId' | 'subject'>,
): Promise<void> => {
  const id = subject.slice(subject.indexOf('/') + 1);
  await pool.query(sql.FORGET_SWITCH_OFFS, [tenantId, id]);
};

const forgetWords = async (
  pool: Pool,
  stretch: readonly unknown[],
  without: Without,
): Promise<void> => {
  const { rows } = await pool.query<Word>(sql.WORDS, [...stretch]);
  for (const place of sql.PLACES) {
    const said = rows.filter((one) => one.place === place).map(({ text }) => text);
    const left = said.map((text) => [text, without[place](text)] as const);
    const changed = left.filter(([, after]) => after !== undefined);
    if (changed.length > 0)
      await pool.query(sql.REPLACE_WORDS[place], [
        ...stretch,
        changed.map(([before]) => before),
        changed.map(([, after]) => after),
      ]);
  }
};

const BETWEEN_WORDS = /[^\w$.:-]+/;
const isKnown = (word: string): boolean =>
  isKnownPart(word) || isKnownInFilter(word) || parameterOf(word) !== undefined;

const withoutWords = (texts: readonly string[]): Without => {
  const isNamed = naming(texts);
  const isNamedRun = namingRun(texts);
  const names = (name: string): boolean =>
    !isKnownAttribute(name) && (isNamed(name) || isNamedRun(name));
  const shown = (name: string): string => (names(name) ? HIDDEN : name);
  const shownRow = (row: string): string => (names(nameOf(row)) ? HIDDEN : row);
  const free = (text: string): boolean => isNamed(text) || isNamedRun(text);
  const says = (word: string): boolean => !isKnown(word) && free(word);
  const unlessSame = (text: string, after: string): string | undefined =>
    after === text ? undefined : after;
  return {
    attributes: (text) => unlessSame(text, text.split(' ').map(shown).join(' ')),
    refusal: (text) => {
      const refusal = JSON.parse(text) as Explanation;
      const { attribute, detail, refused } = refusal;
      const quoted = detail.replaceAll(/"([^"]*)"/g, (_, name: string) => `"${shown(name)}"`);
      const rows = refused?.map((one) => ({ ...one, attribute: shownRow(one.attribute) }));
      const after = {
        ...refusal,
        attribute: attribute && shown(attribute),
        detail: quoted,
        ...(rows ? { refused: rows } : {}),
      };
      return unlessSame(text, JSON.stringify(after));
    },
    // Written by a former release: every other word of a path is one of the protocol.
    path: (text) => (text.split(BETWEEN_WORDS).some(says) ? `/${HIDDEN}` : undefined),
    correlation_id: (text) => (free(text) ? REDACTED : undefined),
  };
};
