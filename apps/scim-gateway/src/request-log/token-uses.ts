import type { TenantId } from '@rollcall/contracts';
import type { PoolClient } from 'pg';
import type { RequestEntry } from './entry';
import { ADD_USES } from './requests.queries';

interface Use {
  readonly tenantId: TenantId;
  readonly tokenId: string;
  readonly label: string;
  requests: number;
  readonly firstAt: number;
  lastAt: number;
}

/**
 * How many requests each token admitted. A connection test is no use of a token: it proves nothing
 * about the identity provider.
 */
export class TokenUses {
  private readonly uses = new Map<string, Use>();

  /** The id of a token is unique across tenants. */
  count({ tenantId, tokenId, tokenLabel, admitted, test, at }: RequestEntry): void {
    if (!admitted || test) return;
    const known = this.uses.get(tokenId);
    if (known) {
      known.requests += 1;
      known.lastAt = at;
    } else
      this.uses.set(tokenId, {
        tenantId,
        tokenId,
        label: tokenLabel,
        requests: 1,
        firstAt: at,
        lastAt: at,
      });
  }

  get isEmpty(): boolean {
    return this.uses.size === 0;
  }

  /** In one order everywhere, so that two gateways never wait for each other. */
  all(): readonly Use[] {
    const key = (use: Use): string => `${use.tenantId} ${use.tokenId}`;
    return [...this.uses.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }
}

export const addUses = async (client: PoolClient, uses: readonly Use[]): Promise<void> => {
  if (uses.length === 0) return;
  await client.query({
    name: 'add-uses',
    text: ADD_USES,
    values: [
      uses.map((one) => one.tenantId),
      uses.map((one) => one.tokenId),
      uses.map((one) => one.label),
      uses.map((one) => one.requests),
      uses.map((one) => new Date(one.firstAt).toISOString()),
      uses.map((one) => new Date(one.lastAt).toISOString()),
    ],
  });
};
