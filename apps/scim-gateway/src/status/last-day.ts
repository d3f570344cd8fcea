import type { LastDay, RefusedAttribute, TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import { allRefused } from '../request-log/explanation';
import { LAST_DAY } from './status.queries';

/** Entries that are looked at: some ten milliseconds of the database. */
const MOST = 5_000;
const MOST_CAUSES = 50;
const DAY_MS = 86_400_000;

interface Row {
  readonly aside: boolean;
  readonly code: string | null;
  readonly attribute: string | null;
  /** As JSON; null where it is `attribute` alone. */
  readonly attributes: string | null;
  readonly refused: boolean;
  readonly status: number;
  readonly rows: number;
  readonly requests: number;
  readonly changes: number;
  readonly first_at: Date;
  readonly last_at: Date;
}

const sum = (rows: readonly Row[]): { requests: number; changes: number } => ({
  requests: rows.reduce((all, { requests }) => all + requests, 0),
  changes: rows.reduce((all, { changes }) => all + changes, 0),
});

const newest = (rows: readonly Row[]): string | null =>
  rows.length === 0
    ? null
    : new Date(Math.max(...rows.map(({ last_at }) => last_at.getTime()))).toISOString();

const causeOf = ({
  code,
  attribute,
  attributes,
}: Pick<Row, 'code' | 'attribute' | 'attributes'>) => {
  const named =
    attributes === null ? {} : { refused: JSON.parse(attributes) as RefusedAttribute[] };
  const explained = { code: code ?? 'refused', attribute, scimType: null, detail: '' };
  const refused = allRefused({ ...explained, ...named });
  return { code: explained.code, attribute, refused };
};

export interface LastDayRead {
  readonly lastDay: LastDay;
  /** The time of the newest request, accepted or refused; null without any. */
  readonly lastAt: string | null;
}

/**
 * What the identity provider's requests of the last day came to, by cause; connection tests are left
 * out. Of a tenant with more entries the newest five thousand are looked at, and `from` says so.
 */
export const readLastDay = async (
  pool: Pool,
  tenantId: TenantId,
  most = MOST,
): Promise<LastDayRead> => {
  const { rows: all } = await pool.query<Row>({
    name: 'last-day',
    text: LAST_DAY,
    values: [tenantId, most],
  });
  const looked = all.reduce((count, { rows }) => count + rows, 0);
  const oldest = Math.min(...all.map(({ first_at }) => first_at.getTime()));
  const from = looked >= most ? oldest : Date.now() - DAY_MS;
  const ours = all.filter(({ aside }) => !aside);
  const refused = ours.filter((row) => row.refused);
  const refusals = refused
    .slice(0, MOST_CAUSES)
    .map(({ status, requests, changes, last_at, ...row }) => ({
      ...causeOf(row),
      status,
      requests,
      changes,
      lastAt: last_at.toISOString(),
    }));
  return {
    lastDay: {
      from: new Date(from).toISOString(),
      accepted: sum(ours.filter((row) => !row.refused)),
      refused: sum(refused),
      refusals,
    },
    lastAt: newest(ours),
  };
};
