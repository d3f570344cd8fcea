import type { TenantId } from '@rollcall/contracts';
import type { Claim } from '@rollcall/domain';
import { texts } from '@rollcall/platform';
import type { PoolClient, QueryResult } from 'pg';
import { HOLDERS, RELEASE } from './claims.queries';
import type { ClaimWrite, HeldClaim } from './claims';

/** The rows of claims inside an append, on its own connection. */
export class ClaimRows {
  constructor(
    private readonly client: PoolClient,
    private readonly tenantId: TenantId,
  ) {}

  async holders(claims: readonly Claim[]): Promise<readonly HeldClaim[]> {
    return (await this.ask('holders', HOLDERS, claims)).rows as HeldClaim[];
  }

  /**
   * The statement that must run before the append's own takes claims; nothing when none is
   * released.
   */
  release({ released }: ClaimWrite): readonly Promise<QueryResult>[] {
    return released.length > 0 ? [this.ask('release', RELEASE, released)] : [];
  }

  private ask(name: string, text: string, claims: readonly Claim[]): Promise<QueryResult> {
    const columns = [claims.map((one) => one.kind), claims.map((one) => one.value)];
    return this.client.query({ name, text, values: [this.tenantId, ...columns.map(texts)] });
  }
}
