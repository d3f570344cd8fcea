import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Admission, TokenIds } from '@rollcall/contracts';
import { InternalClient, keysOf } from '@rollcall/platform';
import { GatewayConfig } from '../../config/gateway-config';
import { LIMITS } from './admissions';

/** Requests to the token service while a SCIM request waits. */
@Injectable()
export class AdmissionQuestions implements OnApplicationShutdown {
  private readonly client: InternalClient;

  constructor(config: GatewayConfig) {
    this.client = new InternalClient({
      service: 'token-service',
      baseUrl: config.TOKEN_SERVICE_URL,
      key: keysOf(config, 'TOKEN_SERVICE_KEYS')[0] as string,
      deadlineMs: LIMITS.patienceMs,
    });
  }

  admission(token: string, withinMs: number): Promise<Admission> {
    return this.client.json('POST', '/internal/v1/admissions', { token }, true, withinMs);
  }

  /** The ids among these that belong to a token. */
  async existing(ids: readonly string[]): Promise<readonly string[]> {
    const path = '/internal/v1/token-ids';
    const { existing } = await this.client.json<TokenIds>('POST', path, { ids }, true);
    return existing;
  }

  onApplicationShutdown(): void {
    this.client.close();
  }
}
