import { Injectable } from '@nestjs/common';
import type { ClientView, IssuedClientSecret, TokenView } from '@rollcall/contracts';
import { ProblemError } from '@rollcall/platform';
import type { IssueRequest } from './issue-request';
import { isTokenId, newId } from './token';
import { TokensService, type Revocation } from './tokens.service';
import { TokenStore } from './token-store';

const absent = (): ProblemError =>
  new ProblemError(404, 'Not Found', 'This tenant has no client with that id.');

/** A client has the label of its first secret that is live. */
const labelOf = (secrets: readonly TokenView[]): string => secrets.at(-1)?.label ?? '';

/**
 * OAuth clients of a tenant. A client is its live secrets: each is a token record that names it, with
 * the same digests, events, warnings and restore. Without a live secret a client is gone.
 */
@Injectable()
export class ClientsService {
  constructor(
    private readonly tokens: TokensService,
    private readonly store: TokenStore,
  ) {}

  create(
    tenantId: string,
    request: IssueRequest,
    correlationId: string,
  ): Promise<IssuedClientSecret> {
    return this.issue(tenantId, newId(), request, correlationId);
  }

  /** One more secret, restricted as the newest unless the request says otherwise; the others stay valid. */
  async addSecret(
    tenantId: string,
    clientId: string,
    request: IssueRequest,
    correlationId: string,
  ): Promise<IssuedClientSecret> {
    const secrets = await this.secretsOf(tenantId, clientId);
    const label = request.label === '' ? labelOf(secrets) : request.label;
    const constraints = request.constraints ?? secrets[0]?.constraints;
    return this.issue(tenantId, clientId, { ...request, label, constraints }, correlationId);
  }

  /** Clients, and the secrets of each, newest first. */
  async list(tenantId: string): Promise<readonly ClientView[]> {
    const byClient = new Map<string, TokenView[]>();
    for (const secret of await this.store.clientSecrets(tenantId)) {
      const id = secret.clientId as string;
      byClient.set(id, [...(byClient.get(id) ?? []), secret]);
    }
    return [...byClient].map(([id, secrets]) => ({ id, label: labelOf(secrets), secrets }));
  }

  /** Revokes every secret; `published` when Kafka has all of the events. */
  async revoke(
    tenantId: string,
    clientId: string,
    actor: string,
    correlationId: string,
  ): Promise<Revocation> {
    const secrets = await this.secretsOf(tenantId, clientId);
    const outcomes = await Promise.all(
      secrets.map(({ id }) => this.tokens.revoke(tenantId, id, actor, correlationId)),
    );
    return outcomes.includes('waiting') ? 'waiting' : 'published';
  }

  private async issue(
    tenantId: string,
    clientId: string,
    request: IssueRequest,
    correlationId: string,
  ): Promise<IssuedClientSecret> {
    const { token, ...secret } = await this.tokens.issue(
      tenantId,
      request,
      correlationId,
      clientId,
    );
    return { ...secret, clientId, secret: token };
  }

  private async secretsOf(tenantId: string, clientId: string) {
    const all = isTokenId(clientId) ? await this.store.clientSecrets(tenantId) : [];
    const secrets = all.filter((one) => one.clientId === clientId);
    if (secrets.length === 0) throw absent();
    return secrets;
  }
}
