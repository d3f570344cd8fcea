import { Injectable, Inject } from '@nestjs/common';
import type { TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import { USES } from './uses.queries';
import { REQUEST_LOG_POOL } from '../database/pools';

export interface TokenUse {
  readonly requests: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** What each token of a tenant was used for, as far as the gateways have written it. */
@Injectable()
export class Uses {
  constructor(@Inject(REQUEST_LOG_POOL) private readonly pool: Pool) {}

  async of(tenantId: TenantId): Promise<ReadonlyMap<string, TokenUse>> {
    const { rows } = await this.pool.query<TokenUse & { id: string }>(USES, [tenantId]);
    return new Map(
      rows.map(({ id, requests, ...use }) => [id, { ...use, requests: Number(requests) }]),
    );
  }
}
