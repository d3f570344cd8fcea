import { Injectable } from '@nestjs/common';
import { UNRESTRICTED, type Constraints, type Trust, type TrustView } from '@rollcall/contracts';
import { ProblemError } from '@rollcall/platform';
import { OutboxRelay } from '../events/outbox-relay';
import { SteadyClock } from '../redis/steady-clock';
import { unpacked } from './constraints';
import { isTokenId, newId } from './token';
import { isoOrNull, TokenStore, type Row } from './token-store';
import { usedNetworksOf } from './used-networks';

/** What a body says of a new trust. */
export interface TrustRequest {
  /** Absent for a new client. */
  readonly clientId: string | undefined;
  readonly label: string;
  readonly actor: string;
  readonly trust: Trust;
  /** Undefined where the body does not say. */
  readonly constraints: Constraints | undefined;
}

/** Undefined for the record of a token or a client secret. */
const viewOf = ([id, kept]: Row): TrustView | undefined => {
  const [label, createdAt, createdBy, , lastUsedAt, , , , clientId, restricted, text] = kept;
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
    constraints: unpacked(restricted) ?? UNRESTRICTED,
    usedNetworks: usedNetworksOf(kept.slice(11)),
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

  /**
   * Of a client that exists it is restricted as the newest credential of that client, unless the
   * request says otherwise. Rejects with 404 for a client that this tenant has not, with 409 when it
   * has too many.
   */
  async add(tenantId: string, request: TrustRequest, correlationId: string): Promise<TrustView> {
    const { clientId = newId() } = request;
    const constraints =
      request.clientId === undefined
        ? request.constraints
        : await this.constraintsFor(tenantId, clientId, request.constraints);
    const id = newId();
    const createdAt = this.clock.now();
    const own = { id, tenantId, clientId, createdAt, constraints };
    await this.store.addTrust({ ...request, ...own, correlationId });
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

  private async constraintsFor(
    tenantId: string,
    clientId: string,
    requested: Constraints | undefined,
  ): Promise<Constraints | undefined> {
    const rows = isTokenId(clientId) ? await this.store.live(tenantId) : [];
    const newest = rows.find(([, kept]) => kept[8] === clientId);
    if (newest) return requested ?? unpacked(newest[1][9]);
    throw new ProblemError(404, 'Not Found', 'This tenant has no client with that id.');
  }
}
