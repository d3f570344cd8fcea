import { Injectable } from '@nestjs/common';
import type { Trust, TrustView } from '@rollcall/contracts';
import { ProblemError } from '@rollcall/platform';
import { OutboxRelay } from '../events/outbox-relay';
import { SteadyClock } from '../redis/steady-clock';
import { isTokenId, newId } from './token';
import { isoOrNull, TokenStore, type Row } from './token-store';

/** What a body says of a new trust. */
export interface TrustRequest {
  /** Absent for a new client. */
  readonly clientId: string | undefined;
  readonly label: string;
  readonly actor: string;
  readonly trust: Trust;
}

/** Undefined for the record of a token or a client secret. */
const viewOf = ([id, kept]: Row): TrustView | undefined => {
  const [label, createdAt, createdBy, , lastUsedAt, , , , clientId, , text] = kept;
  if (!text) return undefined;
  const trust = JSON.parse(text) as Trust;
  return {
    id,
    clientId: clientId ?? '',
    label: label ?? '',
    createdAt: isoOrNull(createdAt) ?? '',
    createdBy: createdBy ?? '',
    lastUsedAt: isoOrNull(lastUsedAt),
    method: trust.method,
    issuer: trust.issuer ?? null,
    jwksUri: trust.jwksUri ?? null,
    subject: trust.subject ?? null,
    audiences: trust.audiences ?? [],
    authorizedParty: trust.authorizedParty ?? null,
    directoryId: trust.directoryId ?? null,
    keyIds: (trust.keys ?? []).map(({ kid = '' }) => kid),
  };
};

/**
 * Trusts of a tenant: credentials of OAuth clients without a secret. Each is a record of the token
 * store that names its client, so that events, revocation, erasure and restore are those of tokens.
 */
@Injectable()
export class TrustsService {
  constructor(
    private readonly store: TokenStore,
    private readonly relay: OutboxRelay,
    private readonly clock: SteadyClock,
  ) {}

  /** Rejects with 404 for a client that this tenant has not, with 409 when it has too many. */
  async add(tenantId: string, request: TrustRequest, correlationId: string): Promise<TrustView> {
    const { clientId = newId() } = request;
    if (request.clientId !== undefined) await this.checkClient(tenantId, clientId);
    const id = newId();
    const createdAt = this.clock.now();
    await this.store.addTrust({ ...request, id, tenantId, clientId, createdAt, correlationId });
    this.relay.wake();
    const added = (await this.list(tenantId)).find((one) => one.id === id);
    if (added) return added;
    throw new ProblemError(409, 'Conflict', 'The trust was revoked at once.');
  }

  /** Those that were not revoked, newest first. */
  async list(tenantId: string): Promise<readonly TrustView[]> {
    const rows = await this.store.live(tenantId);
    return rows.map(viewOf).filter((one) => one !== undefined);
  }

  private async checkClient(tenantId: string, clientId: string): Promise<void> {
    const rows = isTokenId(clientId) ? await this.store.live(tenantId) : [];
    if (rows.some(([, kept]) => kept[8] === clientId)) return;
    throw new ProblemError(404, 'Not Found', 'This tenant has no client with that id.');
  }
}
