import { Inject, Injectable } from '@nestjs/common';
import type {
  AccessTokenSettings,
  AssertionAnswer,
  PublicKey,
  TenantId,
  TrustList,
  TrustView,
} from '@rollcall/contracts';
import type { InternalAnswer, InternalClient } from '@rollcall/platform';
import type { Initiator } from '../admin-kit/audit-log';
import { TOKEN_SERVICE } from '../neighbours/neighbours';
import { readAnswer, sendAbout } from '../tokens/token-service';
import type { TrustDto } from './trust.dto';

/** An assertion of a client; with keys, those that were read for a trust. */
export interface AssertionQuestion {
  readonly clientId: string;
  readonly assertion: string;
  readonly endpoints: readonly string[];
  readonly trustId?: string;
  readonly keys?: readonly PublicKey[];
}

/** Requests to the token service about trusts; what it refuses is refused with its own words. */
@Injectable()
export class Trusts {
  constructor(@Inject(TOKEN_SERVICE) private readonly client: InternalClient) {}

  /**
   * Rejects with NeighbourUnavailable. It is sent once: an assertion that was granted for is refused
   * the second time.
   */
  grant(question: AssertionQuestion): Promise<AssertionAnswer> {
    return this.client.json('POST', '/internal/v1/assertions', question, false);
  }

  async add(tenantId: TenantId, trust: TrustDto, initiator: Initiator): Promise<TrustView> {
    const body = { ...trust, actor: initiator.actor };
    return readAnswer(
      await this.send('POST', tenantId, 'trusts', initiator, body),
      201,
    ) as TrustView;
  }

  async list(tenantId: TenantId): Promise<TrustList> {
    return readAnswer(await this.send('GET', tenantId, 'trusts'), 200) as TrustList;
  }

  async settings(tenantId: TenantId): Promise<AccessTokenSettings> {
    return readAnswer(
      await this.send('GET', tenantId, 'access-tokens'),
      200,
    ) as AccessTokenSettings;
  }

  async choose(
    tenantId: TenantId,
    settings: AccessTokenSettings,
    initiator: Initiator,
  ): Promise<AccessTokenSettings> {
    return readAnswer(
      await this.send('PUT', tenantId, 'access-tokens', initiator, settings),
      200,
    ) as AccessTokenSettings;
  }

  private send(
    method: string,
    tenantId: TenantId,
    path: string,
    initiator?: Initiator,
    body?: object,
  ): Promise<InternalAnswer> {
    return sendAbout(this.client, method, tenantId, path, initiator, body);
  }
}
