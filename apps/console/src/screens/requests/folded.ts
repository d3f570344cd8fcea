import type { RequestRow } from '../../api/views';

/** Refusals that say the same, the newest first; or one request by itself. */
export interface Folded {
  readonly key: string;
  readonly rows: readonly [RequestRow, ...RequestRow[]];
  /** How many requests they stand for. */
  readonly count: number;
}

const ID = /\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=$|[/?])/g;

/** Its path without the id of the resource. */
const placeOf = ({ path }: RequestRow): string => (path.split('?', 1)[0] ?? '').replace(ID, '/:id');

/** A refused switch-off is about a person who can still log in: each is shown by itself. */
const keyOf = (row: RequestRow): string => {
  const { id, status, switchOff, method, code, tokenId, refused } = row;
  if (status < 400 || switchOff) return id;
  const names = refused.map(({ attribute, code: why }) => `${why}:${attribute}`).join(' ');
  return [method, placeOf(row), status, code, tokenId, names].join('|');
};

/** Rows, newest first, with the refusals that say the same as one newer in its place. */
export const folded = (rows: readonly RequestRow[]): readonly Folded[] => {
  const folds = new Map<string, Folded>();
  for (const row of rows) {
    const key = keyOf(row);
    const fold = folds.get(key);
    folds.set(key, {
      key,
      rows: fold ? [...fold.rows, row] : [row],
      count: (fold?.count ?? 0) + row.count,
    });
  }
  return [...folds.values()];
};
