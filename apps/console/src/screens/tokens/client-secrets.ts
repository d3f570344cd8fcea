import type { TokenRow } from '../../api/views';

/** An OAuth client: its secrets that are live, newest first. */
export interface Client {
  readonly id: string;
  readonly label: string;
  readonly secrets: readonly TokenRow[];
}

const HOUR_MS = 3_600_000;

/** Tokens that are pasted, without the secrets of clients. */
export const pastedOf = (rows: readonly TokenRow[]): readonly TokenRow[] =>
  rows.filter(({ clientId }) => clientId === null);

/** The clients whose secrets are among these, in the order of their newest secret. */
export const clientsOf = (rows: readonly TokenRow[]): readonly Client[] => {
  const byClient = new Map<string, TokenRow[]>();
  const live = rows.filter(({ status }) => status === 'live');
  for (const row of [...live].sort((a, b) => b.createdAt.localeCompare(a.createdAt)))
    if (row.clientId !== null)
      byClient.set(row.clientId, [...(byClient.get(row.clientId) ?? []), row]);
  return [...byClient].map(([id, secrets]) => ({
    id,
    label: secrets.at(-1)?.label || id,
    secrets,
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
