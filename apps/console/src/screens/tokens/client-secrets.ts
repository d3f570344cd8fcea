import type { TokenRow, Trust } from '../../api/views';

/** An OAuth client: its secrets that are live and its trusts, newest first. */
export interface Client {
  readonly id: string;
  readonly label: string;
  readonly secrets: readonly TokenRow[];
  readonly trusts: readonly Trust[];
}

const HOUR_MS = 3_600_000;

/** Tokens that are pasted, without the secrets of clients. */
export const pastedOf = (rows: readonly TokenRow[]): readonly TokenRow[] =>
  rows.filter(({ clientId }) => clientId === null);

const newestFirst = <T extends { readonly createdAt: string }>(rows: readonly T[]): readonly T[] =>
  [...rows].sort((a, b) => b.createdAt.localeCompare(a.createdAt));

/** The clients of these, in the order of the newest credential; each is called as the oldest that has a label. */
export const clientsOf = (
  rows: readonly TokenRow[],
  trusts: readonly Trust[],
): readonly Client[] => {
  const secrets = newestFirst(rows.filter(({ status }) => status === 'live'));
  const credentials = newestFirst<Pick<TokenRow, 'clientId' | 'createdAt' | 'label'>>([
    ...secrets,
    ...trusts,
  ]);
  const ids = new Set(credentials.flatMap(({ clientId }) => clientId ?? []));
  return [...ids].map((id) => ({
    id,
    label: credentials.findLast((one) => one.clientId === id && one.label !== '')?.label ?? id,
    secrets: secrets.filter(({ clientId }) => clientId === id),
    trusts: newestFirst(trusts.filter(({ clientId }) => clientId === id)),
  }));
};

/** What an older secret waits for before it can go; null for the newest, which stays. */
export type SecretAge = 'new-not-seen' | 'old-still-used' | 'safe';

/**
 * Whether a secret can be revoked: when a newer one was used, and this one was not within the last
 * hour (`now` in milliseconds since 1970). Access tokens that were granted for it count as its use.
 */
export const ageOf = (
  { secrets }: Client,
  { id, lastUsedAt }: TokenRow,
  now: number,
): SecretAge | null => {
  const newer = secrets.slice(
    0,
    secrets.findIndex((one) => one.id === id),
  );
  if (newer.length === 0) return null;
  if (newer.every((one) => one.lastUsedAt === null)) return 'new-not-seen';
  return lastUsedAt !== null && now - Date.parse(lastUsedAt) < HOUR_MS ? 'old-still-used' : 'safe';
};
