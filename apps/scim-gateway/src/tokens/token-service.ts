import { Injectable, Inject } from '@nestjs/common';
import type { Constraints, IssuedToken, TenantId, TokenIds, TokenView } from '@rollcall/contracts';
import type { Initiator } from '../admin-kit/audit-log';
import {
  NeighbourUnavailable,
  ProblemError,
  type InternalAnswer,
  type InternalClient,
} from '@rollcall/platform';
import { TOKEN_SERVICE } from '../neighbours/neighbours';

export interface TokenOptions {
  readonly label?: string | undefined;
  readonly expiresInDays?: number | undefined;
  readonly expiresAt?: string | undefined;
  readonly constraints?: Partial<Constraints> | undefined;
}

/**
 * Questions to the token service about one tenant's tokens. What it refuses is thrown as a problem
 * with its own words; NeighbourUnavailable when it does not answer.
 */
@Injectable()
export class TokenService {
  constructor(@Inject(TOKEN_SERVICE) private readonly client: InternalClient) {}

  async issue(
    tenantId: TenantId,
    options: TokenOptions,
    initiator: Initiator,
  ): Promise<IssuedToken> {
    const body = { ...options, actor: initiator.actor };
    const answer = await this.ask('POST', tenantId, '', { body, initiator });
    return readAnswer(answer, 201) as IssuedToken;
  }

  /** Every token that has not ended, newest first, and some that ended lately. */
  async list(tenantId: TenantId): Promise<readonly TokenView[]> {
    return (await this.page(tenantId, {})).tokens;
  }

  /** The same, and behind them those that have ended, page by page, the last to end first. */
  async page(
    tenantId: TenantId,
    part: { readonly cursor?: string | undefined; readonly count?: number },
  ): Promise<{ readonly tokens: readonly TokenView[]; readonly next: string | null }> {
    const query = new URLSearchParams();
    if (part.cursor !== undefined) query.set('cursor', part.cursor);
    if (part.count !== undefined) query.set('count', String(part.count));
    const path = query.size === 0 ? '' : `?${query.toString()}`;
    const answer = readAnswer(await this.ask('GET', tenantId, path), 200);
    const { tokens, next = null } = answer as { tokens: TokenView[]; next?: string | null };
    return { tokens, next };
  }

  /**
   * When the last live credential of each of up to 1,000 tenants ends, in their order, null for one
   * without, `never` where it does not expire; undefined while the token service is away: what else is known is shown without it.
   */
  async lastEnds(tenantIds: readonly string[]): Promise<readonly (string | null)[] | undefined> {
    try {
      const path = '/internal/v1/last-ends';
      const { status, body } = await this.client.raw('POST', path, { tenants: tenantIds }, true);
      if (status !== 200) return undefined;
      return (objectOf(body.toString()) as { lastEnds?: (string | null)[] } | undefined)?.lastEnds;
    } catch (reason) {
      if (reason instanceof NeighbourUnavailable) return undefined;
      throw reason;
    }
  }

  /** 204 when the revocation is published; 202 when it took effect and is not yet published. */
  async revoke(tenantId: TenantId, tokenId: string, initiator: Initiator): Promise<202 | 204> {
    const path = `/${encodeURIComponent(tokenId)}`;
    return revocationOf(await this.ask('DELETE', tenantId, path, { initiator }));
  }

  /** The tenants of those of at most 1,000 ids that belong to a token, by id. */
  async tenantsOf(ids: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const path = '/internal/v1/token-ids';
    const { tenants } = await this.client.json<TokenIds>('POST', path, { ids }, true);
    return tenants ?? {};
  }

  /** Forgets every token of an erased tenant, for good. */
  async forget(tenantId: TenantId): Promise<void> {
    const answer = await this.ask('DELETE', tenantId, '');
    if (answer.status !== 204) readAnswer(answer, 204);
  }

  private ask(
    method: string,
    tenantId: TenantId,
    path: string,
    { body, initiator }: { body?: object; initiator?: Initiator } = {},
  ): Promise<InternalAnswer> {
    return sendAbout(this.client, method, tenantId, `tokens${path}`, initiator, body);
  }
}

/** A request about the credentials of a tenant; `path` is below it, and encoded. */
export const sendAbout = (
  client: InternalClient,
  method: string,
  tenantId: TenantId,
  path: string,
  initiator?: Initiator,
  body?: object,
): Promise<InternalAnswer> => {
  const base = `/internal/v1/tenants/${encodeURIComponent(tenantId)}`;
  const headers = initiator && headersOf(initiator);
  return client.raw(method, `${base}/${path}`, body, undefined, headers);
};

/** 204 when the events are published; 202 when the revocation took effect and one waits. */
export const revocationOf = (answer: InternalAnswer): 202 | 204 => {
  if (answer.status !== 202 && answer.status !== 204) readAnswer(answer, 204);
  return answer.status as 202 | 204;
};

/** Who acts: the token service records its event under the id of this request. */
const headersOf = ({ actor, correlationId }: Initiator): Readonly<Record<string, string>> => ({
  'x-actor': actor,
  'x-correlation-id': correlationId,
});

/** The token service's answer to the caller; any other status is between it and us. */
const REFUSALS: ReadonlySet<number> = new Set([400, 404, 409, 503]);

/** The JSON of an answer; what the token service refused is refused with its own words. */
export const readAnswer = ({ status, body }: InternalAnswer, expected: number): unknown => {
  if (status !== expected && !REFUSALS.has(status)) throw unavailable(`it answered ${status}`);
  const said = objectOf(body.toString());
  if (!said) throw unavailable(`its answer (${status}, ${body.length} bytes) is no JSON`);
  if (status === expected) return said;
  const { title, detail, code } = said as { title?: string; detail?: string; code?: string };
  throw new ProblemError(
    status,
    title ?? 'Token service',
    detail ?? 'The token service refused the request.',
    status === 503 ? 1 : undefined,
    code,
  );
};

const objectOf = (text: string): object | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

const unavailable = (reason: string): NeighbourUnavailable =>
  new NeighbourUnavailable('token-service', reason);
