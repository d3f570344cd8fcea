import {
  subject,
  tenantId,
  type Constraints,
  type CredentialEvent,
  type CredentialUsedFromNewNetwork,
  type ExpiryThreshold,
  type RecordedEach,
  type Trust,
} from '@rollcall/contracts';

/** An entry of the outbox stream in Redis' form: its id, then names and values in turn. */
export type StreamEntry = readonly [id: string, flat: readonly string[]];

const iso = (millis: string | undefined): string => new Date(Number(millis)).toISOString();

const restrictedTo = (packed: string | undefined): { readonly constraints?: Constraints } =>
  packed ? { constraints: JSON.parse(packed) as Constraints } : {};

type Fields = Readonly<Record<string, string>>;
type Kind = CredentialUsedFromNewNetwork['data']['kind'];

const kindOf = ({ client, trust }: Fields): Kind => {
  if (trust) return (JSON.parse(trust) as Trust).method;
  return client ? 'client_secret' : 'token';
};

const factOf = (fields: Fields): CredentialEvent => {
  const { type, token: tokenId = '', time } = fields;
  switch (type as CredentialEvent['type']) {
    case 'TokenIssued': {
      const { label = '', digest = '', digestKey = '', actor: createdBy = '' } = fields;
      const createdAt = iso(time);
      const expiresAt = iso(fields['expiresAt']);
      const data = { tokenId, label, digest, digestKey, createdBy, createdAt, expiresAt };
      const ofClient = fields['client'] ? { clientId: fields['client'] } : {};
      const restricted = restrictedTo(fields['constraints']);
      return { type: 'TokenIssued', data: { ...data, ...ofClient, ...restricted } };
    }
    case 'TrustAdded': {
      const { label = '', client: clientId = '', actor: createdBy = '' } = fields;
      const trust = JSON.parse(fields['trust'] ?? '{}') as Trust;
      const data = { tokenId, clientId, label, createdBy, createdAt: iso(time), trust };
      return { type: 'TrustAdded', data: { ...data, ...restrictedTo(fields['constraints']) } };
    }
    case 'CredentialUsedFromNewNetwork': {
      const { network = '', client: clientId } = fields;
      const data = { tokenId, kind: kindOf(fields), network, ...(clientId ? { clientId } : {}) };
      return { type: 'CredentialUsedFromNewNetwork', data };
    }
    case 'AccessTokenLifetimeChosen':
      return { type: 'AccessTokenLifetimeChosen', data: { minutes: Number(fields['minutes']) } };
    case 'TokenRevoked':
      return { type: 'TokenRevoked', data: { tokenId, revokedAt: iso(time) } };
    case 'TokenExpiring': {
      const { label = '' } = fields;
      const expiresAt = iso(fields['expiresAt']);
      const daysLeft = Number(fields['daysLeft']) as ExpiryThreshold;
      return { type: 'TokenExpiring', data: { tokenId, label, expiresAt, daysLeft } };
    }
    case 'TokensErased':
      return { type: 'TokensErased', data: {} };
    case 'TokenExpired':
      return { type: 'TokenExpired', data: { tokenId, expiredAt: iso(fields['expiredAt']) } };
    default:
      throw new Error(
        `The outbox has an entry of the type ${type}, which this version cannot publish.`,
      );
  }
};

const OF_TENANT: ReadonlySet<string> = new Set(['TokensErased', 'AccessTokenLifetimeChosen']);

/** The event of an entry. */
export const eventOf = ([, flat]: StreamEntry): RecordedEach<CredentialEvent> => {
  const fields: Record<string, string> = {};
  for (let i = 0; i + 1 < flat.length; i += 2) fields[flat[i] as string] = flat[i + 1] as string;
  const fact = factOf(fields);
  const tenant = tenantId(fields['tenant'] as string);
  return {
    ...fact,
    tenantId: tenant,
    position: 0,
    subject: OF_TENANT.has(fact.type)
      ? subject('tenants', tenant)
      : subject('tokens', fields['token'] as string),
    streamVersion: Number(fields['version']),
    version: 1,
    actor: fields['actor'] as string,
    correlationId: fields['correlation'] as string,
    time: iso(fields['time']),
    epoch: fields['epoch'] as string,
  };
};

/** Whether `entry` is published when `last` is the last published one; both are ids of the stream. */
export const isPublished = (last: string | null, entry: string): boolean => {
  if (last === null) return false;
  const [lastMs = 0, lastSeq = 0] = last.split('-').map(Number);
  const [ms = 0, seq = 0] = entry.split('-').map(Number);
  return lastMs > ms || (lastMs === ms && lastSeq >= seq);
};
