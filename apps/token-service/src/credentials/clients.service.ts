import { Injectable } from '@nestjs/common';
import type { ClientView, IssuedClientSecret } from '@rollcall/contracts';
import { ProblemError } from '@rollcall/platform';
import type { IssueRequest } from './issue-request';
import { isTokenId, newId } from './token';
import { TokensService, type Revocation } from './tokens.service';
import { TokenStore } from './token-store';
import { TrustsService } from './trusts.service';

const absent = (): ProblemError =>
  new ProblemError(404, 'Not Found', 'This tenant has no client with that id.');

type Credentials = Pick<ClientView, 'secrets' | 'trusts'>;

/** A client has the label of its first credential that is live. */
const labelOf = ({ secrets, trusts }: Credentials): string =>
  [...secrets, ...trusts].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))[0]?.label ?? '';

/**
 * OAuth clients of a tenant. A client is its live secrets and trusts: each is a token record that
 * names it, with the same events, revocation and restore. Without one a client is gone.
 */
@Injectable()
export class ClientsService {
  constructor(
    private readonly tokens: TokensService,
    private readonly store: TokenStore,
    private readonly trusts: TrustsService,
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
    const client = await this.one(tenantId, clientId);
    const label = request.label === '' ? client.label : request.label;
    const { secrets, trusts } = client;
    const newest = secrets[0] ?? trusts[0];
    const constraints = request.constraints ?? newest?.constraints;
    return this.issue(tenantId, clientId, { ...request, label, constraints }, correlationId);
  }

  /** Clients, and the secrets and trusts of each, newest first. */
  async list(tenantId: string): Promise<readonly ClientView[]> {
    const [secrets, trusts] = await Promise.all([
      this.store.clientSecrets(tenantId),
      this.trusts.list(tenantId),
    ]);
    const ids = new Set([...secrets, ...trusts].map(({ clientId }) => clientId ?? ''));
    return [...ids].map((id) => {
      const own = {
        secrets: secrets.filter(({ clientId }) => clientId === id),
        trusts: trusts.filter(({ clientId }) => clientId === id),
      };
      return { id, label: labelOf(own), ...own };
    });
  }

  /** Revokes every secret and trust; `published` when Kafka has all of the events. */
  async revoke(
    tenantId: string,
    clientId: string,
    actor: string,
    correlationId: string,
  ): Promise<Revocation> {
    const { secrets, trusts } = await this.one(tenantId, clientId);
    const outcomes = await Promise.all(
      [...secrets, ...trusts].map(({ id }) =>
        this.tokens.revoke(tenantId, id, actor, correlationId),
      ),
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

  private async one(tenantId: string, clientId: string): Promise<ClientView> {
    const all = isTokenId(clientId) ? await this.list(tenantId) : [];
    const client = all.find(({ id }) => id === clientId);
    if (!client) throw absent();
    return client;
  }
}
