import type {
  SnapshotEnd,
  SnapshotStart,
  SnapshotTenant,
  SnapshotTenantEnd,
} from '@rollcall/contracts';
import { PARTS } from './snapshot.queries';
import type { SnapshotTransaction, TenantRow } from './snapshot-transaction';

export interface LinesOptions {
  readonly start: SnapshotStart;
  /** Only these tenants; null: all. */
  readonly tenants: readonly string[] | null;
  /** Begins after this tenant; empty text: with the first. */
  readonly after: string;
  /** The most rows of a page, where they are to be fewer than by default. */
  readonly rowsOfPage?: number;
}

const TENANTS_AT_ONCE = 200;

const line = (value: SnapshotStart | SnapshotTenant | SnapshotTenantEnd | SnapshotEnd): string =>
  `${JSON.stringify(value)}\n`;

/** The lines of a snapshot in pieces; no piece is made before the one before it was taken. */
export async function* snapshotLines(
  transaction: SnapshotTransaction,
  { start, tenants: ids, after, rowsOfPage = Infinity }: LinesOptions,
): AsyncGenerator<string, void, void> {
  yield line(start);
  const all = { tenants: 0, users: 0, groups: 0, memberships: 0 };
  for (let last: string | undefined = after; last !== undefined; ) {
    const tenants = await transaction.tenants(last, ids, TENANTS_AT_ONCE);
    for (const tenant of tenants) {
      yield line(headOf(tenant));
      const counts = { users: 0, groups: 0, memberships: 0 };
      for (const part of tenant.erasing ? [] : PARTS)
        for (let at: readonly string[] | null = part.first; at; ) {
          const limit = Math.min(part.rows, rowsOfPage);
          const page = await transaction.page(part, tenant.tenant_id, at, limit);
          counts[part.count] += page.rows;
          at = page.last;
          if (page.text !== null) yield `${page.text}\n`;
        }
      yield line({ kind: 'tenantEnd', tenantId: tenant.tenant_id, ...counts });
      all.tenants += 1;
      for (const { count } of PARTS) all[count] += counts[count];
    }
    last = tenants.at(-1)?.tenant_id;
  }
  yield line({ kind: 'end', ...all });
}

const headOf = (row: TenantRow): SnapshotTenant => ({
  kind: 'tenant',
  tenantId: row.tenant_id,
  position: Number(row.position),
  epoch: row.epoch,
  profile: row.profile,
  ...(row.name === null ? {} : { name: row.name }),
  ...(row.provisioning ? { provisioning: row.provisioning } : {}),
  ...(row.moved_to === null ? {} : { movedTo: row.moved_to }),
  checksum: row.checksum,
  ...(row.erasing ? { erasing: true } : {}),
});
