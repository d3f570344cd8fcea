/** What the topic says of each token, merged: the order of the facts does not matter. */
import type {
  CredentialEvent,
  ReadEvent,
  TokenExpired,
  TokenExpiring,
  TokenIssued,
  TokenRevoked,
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

const fieldsOf = (event: ReadEvent): Readonly<Record<string, string>> | undefined => {
  switch (event.type as CredentialEvent['type']) {
    case 'TokenIssued': {
      const { label, digest, digestKey, createdBy, createdAt, expiresAt } =
        event.data as TokenIssued['data'];
      const times = { createdAt: millis(createdAt), expiresAt: millis(expiresAt) };
      return { label, digest, digestKey, createdBy, ...times };
    }
    case 'TokenRevoked':
      return { revokedAt: millis((event.data as TokenRevoked['data']).revokedAt) };
    case 'TokenExpiring':
      return { [`warned${(event.data as TokenExpiring['data']).daysLeft}`]: millis(event.time) };
    case 'TokenExpired':
      return { expiredAt: millis((event.data as TokenExpired['data']).expiredAt) };
    default:
      return undefined;
  }
};

/**
 * One record for each token named, behind the tenants whose tokens are forgotten; types that this
 * reader does not know are passed over.
 */
export const mergeFacts = (events: readonly ReadEvent[]): (ErasedTokens | TokenRecord)[] => {
  const erased = events.filter(({ type }) => type === 'TokensErased');
  const merged = new Map<string, TokenRecord>();
  for (const event of events) {
    const fields = fieldsOf(event);
    if (!fields) continue;
    const { tokenId: id } = event.data as { tokenId: string };
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
