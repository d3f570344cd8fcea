import type { SnapshotTenant } from '@rollcall/contracts';
import type { Pool, PoolClient } from 'pg';
import { begin, HELD_PARTITIONS, TENANTS } from './snapshot.queries';

export interface TenantRow {
  readonly tenant_id: string;
  readonly position: string;
  readonly epoch: string;
  readonly profile: SnapshotTenant['profile'];
  readonly name: string | null;
  readonly provisioning: SnapshotTenant['provisioning'] | null;
  readonly moved_to: string | null;
  readonly checksum: string;
  readonly erasing: boolean;
}

export interface Page {
  readonly rows: number;
  readonly last: readonly string[] | null;
  /** Lines, without a break behind the last one. */
  readonly text: string | null;
}

interface Statement {
  readonly count: string;
  readonly text: string;
}

/** One picture of the tables, from which everything of a snapshot is read. */
export class SnapshotTransaction {
  private constructor(private readonly client: PoolClient) {}

  static async begin(pool: Pool, longestMs: number): Promise<SnapshotTransaction> {
    const client = await pool.connect();
    try {
      for (const text of begin(longestMs)) await client.query(text);
    } catch (reason) {
      client.release(true);
      throw reason;
    }
    return new SnapshotTransaction(client);
  }

  /** Of its session at the server. */
  get pid(): number {
    return (this.client as unknown as { processID: number }).processID;
  }

  async heldPartitions(): Promise<readonly number[]> {
    const { rows } = await this.client.query<{ partition: number }>(HELD_PARTITIONS);
    return rows.map(({ partition }) => partition);
  }

  /** Tenants in their order, of these alone unless it is null. */
  async tenants(
    after: string,
    ids: readonly string[] | null,
    limit: number,
  ): Promise<readonly TenantRow[]> {
    const { rows } = await this.client.query<TenantRow>(TENANTS, [after, ids, limit]);
    return rows;
  }

  async page(
    { count, text }: Statement,
    tenantId: string,
    last: readonly string[],
    limit: number,
  ): Promise<Page> {
    const { rows } = await this.client.query<Page>({
      name: `snapshot-${count}`,
      text,
      values: [tenantId, last, limit],
    });
    return rows[0] as Page;
  }

  /** A transaction that was cut off ends with its connection, whatever it does. */
  async end(cutOff: boolean): Promise<void> {
    if (cutOff) return this.client.release(true);
    const failed = await this.client.query('COMMIT').then(
      () => false,
      () => true,
    );
    this.client.release(failed);
  }
}
