import type { TokenView, TrustView } from '@rollcall/contracts';
import type { TokenUse } from '../tokens/uses';
import { later } from '../tokens/rotation';

/** A token, a client secret, or a trust, which does not expire. */
export type LiveOrEnded = Pick<
  TokenView,
  'id' | 'label' | 'createdAt' | 'lastUsedAt' | 'clientId' | 'status'
> & { readonly expiresAt: string | null };

export const ofTrust = ({
  id,
  label,
  createdAt,
  lastUsedAt,
  clientId,
}: TrustView): LiveOrEnded => ({
  id,
  label,
  createdAt,
  lastUsedAt,
  clientId,
  status: 'live',
  expiresAt: null,
});

export interface Credential {
  readonly token: LiveOrEnded;
  /** Null when no request came with it yet. */
  readonly lastUsedAt: Date | null;
}

/**
 * The live credential that requests come with: the one that was used last. While none was used it is the
 * one that the set-up made, else the newest. Undefined when no live one is left.
 */
export const credentialOf = (
  tokens: readonly LiveOrEnded[],
  uses: ReadonlyMap<string, Pick<TokenUse, 'lastAt'>>,
  madeBySetUp: string | null,
): Credential | undefined => {
  const live = tokens
    .filter(({ status }) => status === 'live')
    .map((token) => ({ token, lastUsedAt: lastUseOf(token, uses) }));
  const rank = ({ token, lastUsedAt }: Credential): number =>
    lastUsedAt?.getTime() ?? (token.id === madeBySetUp ? 0 : -1);
  return live.sort(
    (a, b) => rank(b) - rank(a) || b.token.createdAt.localeCompare(a.token.createdAt),
  )[0];
};

/** The token service and the request log each note uses: whichever is later. */
const lastUseOf = (
  { id, lastUsedAt }: LiveOrEnded,
  uses: ReadonlyMap<string, Pick<TokenUse, 'lastAt'>>,
): Date | null =>
  later(uses.get(id)?.lastAt ?? null, lastUsedAt === null ? null : new Date(lastUsedAt));
