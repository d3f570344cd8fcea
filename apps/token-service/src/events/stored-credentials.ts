import { Injectable } from '@nestjs/common';
import { EXPIRY_THRESHOLDS } from '@rollcall/contracts';
import { RedisReader } from '../redis/redis-connections';
import {
  CHOSEN,
  ENDINGS,
  ERASED,
  EXPIRIES,
  MARKER,
  networksKey,
  settingsKey,
  tokenKey,
} from '../redis/scripts/script';
import type { StreamEntry } from './outbox';
import { fieldsOf } from './topic-ends';

const AT_ONCE = 200;
/** One reply with the ids of all live tokens. */
const IDS_DEADLINE_MS = 60_000;
const ACTOR = 'republish-credentials';

type Fields = Readonly<Record<string, string>>;

/**
 * The events of a token, in the form of the outbox. Its versions are 1 for its issue, and the last
 * ones of its stream for what came after. A record without an issue is none.
 */
export const entriesOf = (
  id: string,
  record: Fields,
  epoch: string,
  networks: Fields = {},
): readonly StreamEntry[] => {
  const { tenant = '', label = '', createdBy = '', createdAt = '', expiresAt = '' } = record;
  if (record['digest'] === undefined) return [];
  const after: Fields[] = EXPIRY_THRESHOLDS.flatMap((days) => {
    const time = record[`warned${days}`];
    return time ? [{ type: 'TokenExpiring', time, label, expiresAt, daysLeft: String(days) }] : [];
  });
  const { client = '', trust = '' } = record;
  for (const [network, time] of Object.entries(networks))
    after.push({ type: 'CredentialUsedFromNewNetwork', time, network, client, trust });
  const { revokedAt, expiredAt } = record;
  if (revokedAt) after.push({ type: 'TokenRevoked', time: revokedAt });
  if (expiredAt) after.push({ type: 'TokenExpired', time: expiredAt, expiredAt });
  const last = Math.max(Number(record['version']), after.length + 1);
  const events: Fields[] = [
    // The whole record: the event takes what it has a name for.
    {
      ...record,
      type: record['trust'] ? 'TrustAdded' : 'TokenIssued',
      time: createdAt,
      actor: createdBy,
      version: '1',
    },
    ...after.map((one, i) => ({ ...one, version: String(last - after.length + 1 + i) })),
  ];
  const every = { tenant, token: id, actor: ACTOR, correlation: ACTOR, epoch };
  return events.map((one) => ['', Object.entries({ ...every, ...one }).flat()]);
};

/** Everything that the store knows of tokens, as events. */
@Injectable()
export class StoredCredentials {
  constructor(private readonly redis: RedisReader) {}

  /**
   * Passes every erased tenant, every choice of a tenant and every token to `take`. Changes meanwhile
   * go to the topic by the outbox, and readers merge. Rejects when the store is not complete.
   */
  async read(take: (entries: readonly StreamEntry[]) => Promise<void>): Promise<void> {
    const epoch = await this.redis.command(['GET', MARKER]);
    if (typeof epoch !== 'string')
      throw new Error('Redis is empty or not complete: it has no tokens to publish.');
    const tenants = (await this.redis.command(['SMEMBERS', ERASED], IDS_DEADLINE_MS)) as string[];
    for (let at = 0; at < tenants.length; at += AT_ONCE)
      await take(
        tenants
          .slice(at, at + AT_ONCE)
          .map((tenant) => tenantEntry('TokensErased', tenant, epoch, { version: '1' })),
      );
    const chosen = (await this.redis.command(['SMEMBERS', CHOSEN], IDS_DEADLINE_MS)) as string[];
    for (let at = 0; at < chosen.length; at += AT_ONCE)
      await take(await this.settings(chosen.slice(at, at + AT_ONCE), epoch));
    // A token that ends meanwhile moves from the first set to the second.
    for (const set of [EXPIRIES, ENDINGS]) {
      const ids = await this.redis.command(['ZRANGE', set, '0', '-1'], IDS_DEADLINE_MS);
      await this.tokens(ids as readonly string[], epoch, take);
    }
  }

  private settings(tenants: readonly string[], epoch: string): Promise<StreamEntry[]> {
    return Promise.all(
      tenants.map(async (tenant) => {
        const flat = await this.redis.command(['HGETALL', settingsKey(tenant)]);
        const { version = '2', minutes = '60' } = fieldsOf(flat as readonly string[]);
        return tenantEntry('AccessTokenLifetimeChosen', tenant, epoch, { version, minutes });
      }),
    );
  }

  private async hash(key: string): Promise<Fields> {
    return fieldsOf((await this.redis.command(['HGETALL', key])) as readonly string[]);
  }

  private async tokens(
    ids: readonly string[],
    epoch: string,
    take: (entries: readonly StreamEntry[]) => Promise<void>,
  ): Promise<void> {
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const some = ids.slice(at, at + AT_ONCE);
      const found = await Promise.all(
        some.map(async (id) => {
          const [record, networks] = await Promise.all([
            this.hash(tokenKey(id)),
            this.hash(networksKey(id)),
          ]);
          return entriesOf(id, record, epoch, networks);
        }),
      );
      const entries = found.flat();
      if (entries.length > 0) await take(entries);
    }
  }
}

const tenantEntry = (type: string, tenant: string, epoch: string, own: Fields): StreamEntry => {
  const time = String(Date.now());
  const every = { actor: ACTOR, correlation: ACTOR, epoch, time, token: '' };
  return ['', Object.entries({ type, tenant, ...every, ...own }).flat()];
};
