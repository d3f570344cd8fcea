/** What the topic says of each token, merged: the order of the facts does not matter. */
import {
  handle,
  isHandled,
  type CredentialEvent,
  type Handlers,
  type KnownEvent,
  type ReadEvent,
  type TokensErased,
} from '@rollcall/contracts';

export interface TokenRecord {
  readonly id: string;
  /** Highest version seen of the token's stream. */
  readonly version: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A tenant whose tokens are forgotten, whatever else is told of them. */
export interface ErasedTokens {
  readonly erased: string;
}

const millis = (iso: string): string => String(Date.parse(iso));

type Fields = Readonly<Record<string, string>>;

type TokenEvent = KnownEvent<Exclude<CredentialEvent, TokensErased>>;

/** What each fact leaves of its token. A type without a line does not compile. */
const FIELDS: Handlers<TokenEvent, [], Fields> = {
  TokenIssued: ({ data: { label, digest, digestKey, createdBy, createdAt, expiresAt } }) => {
    const times = { createdAt: millis(createdAt), expiresAt: millis(expiresAt) };
    return { label, digest, digestKey, createdBy, ...times };
  },
  TokenRevoked: ({ data: { revokedAt } }) => ({ revokedAt: millis(revokedAt) }),
  TokenExpiring: ({ data: { daysLeft }, time }) => ({ [`warned${daysLeft}`]: millis(time) }),
  TokenExpired: ({ data: { expiredAt } }) => ({ expiredAt: millis(expiredAt) }),
};

/**
 * One record for each token named, behind the tenants whose tokens are forgotten; types that this
 * reader does not know are passed over.
 */
export const mergeFacts = (events: readonly ReadEvent[]): (ErasedTokens | TokenRecord)[] => {
  const erased = events.filter(({ type }) => type === 'TokensErased');
  const merged = new Map<string, TokenRecord>();
  for (const event of events) {
    if (!isHandled<TokenEvent>(FIELDS, event)) continue;
    const fields = handle(FIELDS, event);
    const { tokenId: id } = event.data;
    const before = merged.get(id);
    merged.set(id, {
      id,
      version: String(Math.max(Number(before?.version ?? 0), event.streamVersion)),
      fields: { tenant: event.tenantId, ...fields, ...before?.fields },
    });
  }
  const tenants = new Set(erased.map(({ tenantId }) => tenantId));
  return [...[...tenants].map((tenant) => ({ erased: tenant })), ...merged.values()];
};
