/** The events of each token, merged into one record: their order does not matter. */
import {
  handle,
  isHandled,
  type AccessTokenLifetimeChosen,
  type Constraints,
  type CredentialEvent,
  type Handlers,
  type KnownEvent,
  type ReadEvent,
  type TokensErased,
} from '@rollcall/contracts';

/** The end of a credential that has none, 9999-12-31: sets of Redis are ordered by it. */
export const NEVER = 253_402_214_400_000;

export interface TokenRecord {
  readonly id: string;
  /** Highest version seen of the token's stream. */
  readonly version: string;
  readonly fields: Readonly<Record<string, string>>;
  /** The time of the first use from each network. */
  readonly networks?: Readonly<Record<string, string>>;
}

/** A tenant whose tokens are deleted, whatever other events say. */
export interface ErasedTokens {
  readonly erased: string;
}

/** The settings of a tenant, as they were at the version of this event. */
export interface TenantSettingsRecord {
  readonly settings: string;
  readonly version: string;
  readonly minutes: string;
}

const millis = (iso: string): string => String(Date.parse(iso));

type Fields = Readonly<Record<string, string>>;

type TokenEvent = KnownEvent<Exclude<CredentialEvent, TokensErased | AccessTokenLifetimeChosen>>;

const restrictedTo = (constraints: Constraints | undefined): Fields =>
  constraints === undefined ? {} : { constraints: JSON.stringify(constraints) };

/** The fields that each event adds to its token. A type without a line does not compile. */
const FIELDS: Handlers<TokenEvent, [], Fields> = {
  TokenIssued: ({
    data: { label, digest, digestKey, createdBy, createdAt, expiresAt, clientId, constraints },
  }) => {
    const times = { createdAt: millis(createdAt), expiresAt: millis(expiresAt) };
    const ofClient = clientId === undefined ? {} : { client: clientId };
    return {
      label,
      digest,
      digestKey,
      createdBy,
      ...times,
      ...ofClient,
      ...restrictedTo(constraints),
    };
  },
  TrustAdded: ({ data: { label, clientId, createdBy, createdAt, trust, constraints } }) => ({
    label,
    digest: '',
    client: clientId,
    createdBy,
    createdAt: millis(createdAt),
    expiresAt: String(NEVER),
    trust: JSON.stringify(trust),
    ...restrictedTo(constraints),
  }),
  CredentialUsedFromNewNetwork: () => ({}),
  TokenRevoked: ({ data: { revokedAt } }) => ({ revokedAt: millis(revokedAt) }),
  TokenExpiring: ({ data: { daysLeft }, time }) => ({ [`warned${daysLeft}`]: millis(time) }),
  TokenExpired: ({ data: { expiredAt } }) => ({ expiredAt: millis(expiredAt) }),
};

/** Of the first use from a network: that network, and its time. */
const networkOf = (event: TokenEvent): Fields =>
  event.type === 'CredentialUsedFromNewNetwork' ? { [event.data.network]: millis(event.time) } : {};

const settingsOf = (events: readonly ReadEvent[]): TenantSettingsRecord[] =>
  events
    .filter(({ type, known }) => known && type === 'AccessTokenLifetimeChosen')
    .map(({ tenantId, streamVersion, data }) => ({
      settings: tenantId,
      version: String(streamVersion),
      minutes: String((data as AccessTokenLifetimeChosen['data']).minutes),
    }));

/**
 * Erased tenants first, then one record for each token, then settings, of which the highest version
 * counts; unknown types are skipped.
 */
export const mergeFacts = (
  events: readonly ReadEvent[],
): (ErasedTokens | TokenRecord | TenantSettingsRecord)[] => {
  const erased = events.filter(({ type }) => type === 'TokensErased');
  const merged = new Map<string, TokenRecord>();
  for (const event of events) {
    if (!isHandled<TokenEvent>(FIELDS, event)) continue;
    const fields = handle(FIELDS, event);
    const { tokenId: id } = event.data;
    const before = merged.get(id);
    const networks = { ...networkOf(event), ...before?.networks };
    merged.set(id, {
      id,
      version: String(Math.max(Number(before?.version ?? 0), event.streamVersion)),
      fields: { tenant: event.tenantId, ...fields, ...before?.fields },
      ...(Object.keys(networks).length > 0 ? { networks } : {}),
    });
  }
  const tenants = new Set(erased.map(({ tenantId }) => tenantId));
  return [
    ...[...tenants].map((tenant) => ({ erased: tenant })),
    ...merged.values(),
    ...settingsOf(events),
  ];
};
