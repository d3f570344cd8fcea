import { Injectable } from '@nestjs/common';
import { UNRESTRICTED, type IssuedToken, type TokenView } from '@rollcall/contracts';
import { Peppers, ProblemError } from '@rollcall/platform';
import { packed, unpacked } from './constraints';
import type { IssueRequest } from './issue-request';
import type { NewTrust } from './new-trust';
import { NEVER } from '../events/credential-facts';
import { isPublished } from '../events/outbox';
import { RedisReader, RedisWriter } from '../redis/redis-connections';
import { StoreUnavailable } from '../redis/redis-link';
import { existingScript } from '../redis/scripts/admit.lua';
import { expireScript, revokeScript } from '../redis/scripts/end.lua';
import {
  endedScript,
  lastEndsScript,
  liveScript,
  pruneScript,
  settleScript,
} from '../redis/scripts/ended.lua';
import { eraseScript } from '../redis/scripts/erase.lua';
import { issueScript } from '../redis/scripts/issue.lua';
import { PUBLISHED, type Script } from '../redis/scripts/script';
import { warnScript } from '../redis/scripts/warn.lua';
import { SteadyClock } from '../redis/steady-clock';
import { formatToken, isTokenId, newTokenParts } from './token';
import { usedNetworksOf } from './used-networks';

/** Live tokens of one tenant; enough to rotate, too few to lose count of. */
const MOST_LIVE = 20;
const REPLICA_DEADLINE_MS = 1_000;
const EXPIRED_AT_ONCE = 100;
const WARNED_AT_ONCE = 100;

const PRUNED_AT_ONCE = 100;
const ERASED_AT_ONCE = 500;
/** More than the live tokens of a tenant: some are over whose end is not stored yet. */
const READ_AT_ONCE = 120;

/** The record of a credential, as the scripts of lists read it. */
export type Row = readonly [id: string, kept: readonly (string | null)[], endedAt?: string];

/** A page of a list: `cursor` is the `next` of the page before. */
export interface PageRequest {
  readonly cursor?: string | undefined;
  readonly count: number;
}

/** Before every ended token, where a page has room for the live ones alone. */
const FIRST_ENDED = '9999999999999-0000000000000000';

const cursorOf = (one: Row | undefined): string =>
  one ? `${one[2] ?? ''}-${one[0]}` : FIRST_ENDED;

/** A trust has no secret: it is in the lists of clients and of trusts, not of tokens. */
const isToken = ([, kept]: Row): boolean => !kept[10];

/** Throws the problem that the script of an issue answered, if it did. */
const refuse = (answer: unknown): void => {
  if (answer === 'erased')
    throw new ProblemError(404, 'Not Found', 'This tenant was erased: it has no tokens.');
  if (answer === 'full')
    throw new ProblemError(
      409,
      'Conflict',
      `This tenant has ${MOST_LIVE} live tokens, the most there may be. Revoke one that is not used any more.`,
      undefined,
      'tokens-full',
    );
};

const iso = (millis: string): string => new Date(Number(millis)).toISOString();
export const isoOrNull = (millis: string | null | undefined): string | null =>
  millis ? iso(millis) : null;

/** The tokens in Redis. Each change and its outbox entry are one script. */
@Injectable()
export class TokenStore {
  constructor(
    private readonly reader: RedisReader,
    private readonly writer: RedisWriter,
    private readonly peppers: Peppers,
    private readonly clock: SteadyClock,
  ) {}

  /**
   * Only this result contains the token. With a client it is a secret of that client. Rejects with
   * 409 when the tenant has too many.
   */
  async issue(
    tenantId: string,
    request: IssueRequest,
    correlationId: string,
    clientId = '',
  ): Promise<IssuedToken> {
    const parts = newTokenParts();
    const { digest, digestKey } = this.peppers.digest(parts.secret);
    const { label, actor, createdAt, expiresAt, constraints = UNRESTRICTED } = request;
    await this.add([
      parts.id,
      tenantId,
      label,
      digest,
      digestKey,
      actor,
      createdAt,
      expiresAt,
      correlationId,
      MOST_LIVE,
      clientId,
      packed(constraints),
      '',
    ]);
    return {
      id: parts.id,
      token: formatToken(parts),
      label,
      createdAt: iso(String(createdAt)),
      createdBy: actor,
      expiresAt: iso(String(expiresAt)),
      constraints,
    };
  }

  /** Adds a trust: a credential that has no secret and no end. Rejects as `issue` does. */
  addTrust({ tenantId, clientId, trust, constraints, ...about }: NewTrust): Promise<void> {
    const { id, label, actor, createdAt, correlationId } = about;
    return this.add([
      id,
      tenantId,
      label,
      '',
      '',
      actor,
      createdAt,
      NEVER,
      correlationId,
      MOST_LIVE,
      clientId,
      packed(constraints),
      JSON.stringify(trust),
    ]);
  }

  private async add(args: readonly (string | number)[]): Promise<void> {
    refuse(await this.change(issueScript, args));
  }

  /** Runs a script that changes the store; resolves when the change is durable. */
  change(script: Script, args: readonly (string | number)[]): Promise<unknown> {
    return this.durably(() => this.writer.run(script, args));
  }

  /**
   * The first page has every token that has not ended, newest first, whatever its size; behind them
   * come the ended ones that are kept, the last to end first.
   */
  async list(
    tenantId: string,
    { cursor, count }: PageRequest,
  ): Promise<{ tokens: TokenView[]; next: string | null }> {
    const live = cursor === undefined ? (await this.live(tenantId)).filter(isToken) : [];
    const [at = '', id = ''] = cursor?.split('-') ?? [];
    const room = Math.max(0, count - live.length);
    // One more than there is room for: is there a next page?
    const args = [tenantId, at, id, room + 1];
    const ended = (await this.reader.run(endedScript, args)) as Row[];
    const shown = ended.slice(0, room);
    return {
      tokens: [...live, ...shown.filter(isToken)].map((one) => this.view(one)),
      next: ended.length > room ? cursorOf(shown.at(-1)) : null,
    };
  }

  /** The secrets of the clients of a tenant that have not ended, newest first. */
  async clientSecrets(tenantId: string): Promise<readonly TokenView[]> {
    const live = (await this.live(tenantId)).filter(isToken).map((one) => this.view(one));
    return live.filter(({ clientId, status }) => clientId !== null && status === 'live');
  }

  /** The records of what has not ended, newest first. */
  async live(tenantId: string): Promise<readonly Row[]> {
    while ((await this.reader.run(settleScript, [tenantId, READ_AT_ONCE])) === 1);
    return (await this.reader.run(liveScript, [tenantId, READ_AT_ONCE])) as Row[];
  }

  /** When the last live credential of each tenant ends, in their order; null without one, `never` with a trust. */
  async lastEnds(tenantIds: readonly string[]): Promise<readonly (string | null)[]> {
    if (tenantIds.length === 0) return [];
    const args = [this.clock.now(), ...tenantIds];
    const ends = (await this.reader.run(lastEndsScript, args)) as string[];
    return ends.map((end) => (Number(end) === NEVER ? 'never' : isoOrNull(end)));
  }

  /** The ids that belong to a token, live or ended, each with its tenant. */
  async existing(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const possible = ids.filter(isTokenId);
    const found = new Map<string, string>();
    if (possible.length === 0) return found;
    const pairs = (await this.reader.run(existingScript, possible)) as string[];
    for (let i = 0; i < pairs.length; i += 2) found.set(pairs[i] ?? '', pairs[i + 1] ?? '');
    return found;
  }

  /** The outbox entry of the revocation ('' when published long ago); undefined without a token. */
  async revoke(
    tenantId: string,
    id: string,
    actor: string,
    correlationId: string,
  ): Promise<string | undefined> {
    if (!isTokenId(id)) return undefined;
    const args = [id, tenantId, this.clock.now(), actor, correlationId];
    const answer = await this.change(revokeScript, args);
    return (answer as string | null) ?? undefined;
  }

  /** Deletes every token of a tenant, for good. */
  async erase(tenantId: string, actor: string, correlationId: string): Promise<void> {
    const args = [tenantId, this.clock.now(), actor, correlationId, ERASED_AT_ONCE];
    await this.durably(async () => {
      while ((await this.writer.run(eraseScript, args)) === 1);
    });
  }

  /** Marks tokens as expired; returns how many. */
  async expire(correlationId: string): Promise<number> {
    const args = [this.clock.now(), EXPIRED_AT_ONCE, correlationId];
    return Number(await this.writer.run(expireScript, args));
  }

  /** Deletes ended tokens that are too old or too many; returns how many. */
  async prune(): Promise<number> {
    return Number(await this.writer.run(pruneScript, [this.clock.now(), PRUNED_AT_ONCE]));
  }

  /** Adds events of tokens near their expiry; returns how many. */
  async warn(correlationId: string): Promise<number> {
    const args = [this.clock.now(), WARNED_AT_ONCE, correlationId];
    return Number(await this.writer.run(warnScript, args));
  }

  /** Whether Kafka has the event of this outbox entry. */
  async isPublished(entry: string): Promise<boolean> {
    if (entry === '') return true;
    return isPublished((await this.reader.command(['GET', PUBLISHED])) as string | null, entry);
  }

  // appendfsync=always makes a write durable on the primary; a replica, where there is one, must
  // have it, too, or a failover would bring a revoked token back. WAIT confirms the writes of its
  // own connection: on a new one, to the same server or its successor, it knows of none.
  private durably<T>(write: () => Promise<T>): Promise<T> {
    return this.writer.onOneConnection(async () => {
      const answer = await write();
      await this.confirmed();
      return answer;
    });
  }

  private async confirmed(): Promise<void> {
    const replication = (await this.writer.command(['INFO', 'replication'])) as string;
    if (/^connected_slaves:0\r?$/m.test(replication)) return;
    const wait = ['WAIT', '1', String(REPLICA_DEADLINE_MS)];
    const replicas = Number(await this.writer.command(wait, REPLICA_DEADLINE_MS + 500));
    if (replicas > 0) return;
    throw new StoreUnavailable(
      'The change took effect, but no replica of the token store confirmed it. Send the request again.',
    );
  }

  private view([id, kept]: Row): TokenView {
    const [label, createdAt, createdBy, expiresAt, lastUsedAt, revokedAt, expiredAt] = kept;
    const [client, constraints] = kept.slice(8);
    const usedNetworks = usedNetworksOf(kept.slice(11));
    const over = Boolean(expiredAt) || Number(expiresAt) <= this.clock.now();
    return {
      id,
      label: label ?? '',
      createdAt: iso(createdAt ?? '0'),
      createdBy: createdBy ?? '',
      expiresAt: iso(expiresAt ?? '0'),
      lastUsedAt: isoOrNull(lastUsedAt),
      revokedAt: isoOrNull(revokedAt),
      status: revokedAt ? 'revoked' : over ? 'expired' : 'live',
      clientId: client ?? null,
      constraints: unpacked(constraints) ?? UNRESTRICTED,
      usedNetworks,
    };
  }
}
