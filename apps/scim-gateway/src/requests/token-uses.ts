import type { TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import type { RequestEntry } from './entry';
import { USES } from './requests.queries';

interface Use {
  readonly tenantId: TenantId;
  readonly tokenId: string;
  readonly label: string;
  requests: number;
  readonly firstAt: number;
  lastAt: number;
}

/**
 * How often each token let somebody in, in this batch; in one order everywhere, so that two gateways
 * never wait for each other. A connection test is no use: it proves nothing about the provider.
 */
export const usesOf = (entries: readonly RequestEntry[]): readonly Use[] => {
  const uses = new Map<string, Use>();
  for (const { tenantId, tokenId, tokenLabel, admitted, test, at } of entries) {
    if (!admitted || test) continue;
    const key = `${tenantId} ${tokenId}`;
    const known = uses.get(key);
    if (known) {
      known.requests += 1;
      known.lastAt = at;
    } else
      uses.set(key, {
        ...{ tenantId, tokenId, label: tokenLabel },
        ...{ requests: 1, firstAt: at, lastAt: at },
      });
  }
  return [...uses].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, use]) => use);
};

export interface TokenUse {
  readonly requests: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** What each token of a tenant was used for, as far as the gateways have written it. */
export const tokenUses = async (
  pool: Pool,
  tenantId: TenantId,
): Promise<ReadonlyMap<string, TokenUse>> => {
  const { rows } = await pool.query<{
    token_id: string;
    requests: string;
    first_at: Date;
    last_at: Date;
  }>(USES, [tenantId]);
  return new Map(
    rows.map(({ token_id, requests, first_at, last_at }) => [
      token_id,
      { requests: Number(requests), firstAt: first_at, lastAt: last_at },
    ]),
  );
};
