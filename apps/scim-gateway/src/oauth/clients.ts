import { Inject, Injectable } from '@nestjs/common';
import type {
  AccessTokenAnswer,
  ClientList,
  IssuedClientSecret,
  TenantId,
} from '@rollcall/contracts';
import type { InternalAnswer, InternalClient } from '@rollcall/platform';
import type { Initiator } from '../admin-kit/audit-log';
import { TOKEN_SERVICE } from '../neighbours/neighbours';
import { readAnswer, revocationOf, sendAbout, type TokenOptions } from '../tokens/token-service';
import type { ClientCredentials } from './token-request';

/** Requests to the token service about OAuth clients; it refuses as it does about tokens. */
@Injectable()
export class Clients {
  constructor(@Inject(TOKEN_SERVICE) private readonly client: InternalClient) {}

  /** Rejects with NeighbourUnavailable. */
  grant(credentials: ClientCredentials): Promise<AccessTokenAnswer> {
    // A repetition grants one more access token: the first reached no client.
    return this.client.json('POST', '/internal/v1/access-tokens', credentials, true);
  }

  async create(
    tenantId: TenantId,
    request: TokenOptions,
    initiator: Initiator,
  ): Promise<IssuedClientSecret> {
    const body = { ...request, actor: initiator.actor };
    return readAnswer(
      await this.send('POST', tenantId, '', initiator, body),
      201,
    ) as IssuedClientSecret;
  }

  async addSecret(
    tenantId: TenantId,
    clientId: string,
    request: TokenOptions,
    initiator: Initiator,
  ): Promise<IssuedClientSecret> {
    const path = `/${encodeURIComponent(clientId)}/secrets`;
    const body = { ...request, actor: initiator.actor };
    return readAnswer(
      await this.send('POST', tenantId, path, initiator, body),
      201,
    ) as IssuedClientSecret;
  }

  async list(tenantId: TenantId): Promise<ClientList> {
    return readAnswer(await this.send('GET', tenantId, ''), 200) as ClientList;
  }

  /** 204 when the events are published; 202 when the revocation took effect and one waits. */
  async revoke(tenantId: TenantId, clientId: string, initiator: Initiator): Promise<202 | 204> {
    const path = `/${encodeURIComponent(clientId)}`;
    return revocationOf(await this.send('DELETE', tenantId, path, initiator));
  }

  private send(
    method: string,
    tenantId: TenantId,
    path: string,
    initiator?: Initiator,
    body?: object,
  ): Promise<InternalAnswer> {
    return sendAbout(this.client, method, tenantId, `clients${path}`, initiator, body);
  }
}
