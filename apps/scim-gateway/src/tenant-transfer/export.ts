import type { TenantId } from '@rollcall/contracts';
import type { ClientBase } from 'pg';
import type { Initiator } from '../admin-kit/audit-log';
import { recordOperatorAction } from '../admin-kit/operator-audit-log';
import { recordedOf, type RecordedRow } from '../event-log/tables/rows';
import { BEGIN_SNAPSHOT, EVENTS, TENANT } from './moving.queries';
import { headOf, MoveRefused, TenantFileWriter, type MovedEvent } from './tenant-file';

interface TenantRow {
  readonly provisioning: string;
  readonly created_at: Date;
  readonly position: string;
  readonly checksum: string;
  readonly erasing: boolean;
  readonly moved_to: string | null;
}

interface ActedRow extends RecordedRow {
  readonly actor: string;
  readonly actor_label: string | null;
  readonly correlation_id: string;
  readonly command_id: string;
}

const AT_ONCE = 1_000;

/**
 * The members keep the order of all former files: an imported tenant is exported with the same
 * bytes.
 */
const movedOf = (row: ActedRow): MovedEvent => {
  const { redactedAt, data, ...happened } = recordedOf(row);
  return {
    ...happened,
    actor: row.actor,
    ...(row.actor_label !== null && { actorLabel: row.actor_label }),
    correlationId: row.correlation_id,
    commandId: row.command_id,
    ...(redactedAt && { redactedAt }),
    data,
  };
};

/**
 * Throws MoveRefused. Called before the act is recorded, and again in the snapshot that is written.
 */
const exportable = async (client: ClientBase, tenantId: TenantId): Promise<TenantRow> => {
  const [tenant] = (await client.query<TenantRow>(TENANT, [tenantId])).rows;
  if (!tenant || tenant.position === '0')
    throw new MoveRefused(`There is no tenant ${JSON.stringify(tenantId)} in this log.`);
  if (tenant.provisioning === 'enabled')
    throw new MoveRefused(
      `The tenant ${tenantId} still accepts changes. Disable provisioning first: rollcall tenant set ${tenantId} --provisioning disabled`,
    );
  if (tenant.moved_to !== null)
    throw new MoveRefused(
      `The tenant ${tenantId} moved to ${tenant.moved_to}, where its history continues. Export it there.`,
    );
  if (tenant.erasing)
    throw new MoveRefused(
      `An erasure of the tenant ${tenantId} is running. Export the tenant when it is done: rollcall erasures ${tenantId}`,
    );
  return tenant;
};

/**
 * Writes the history of a tenant with disabled provisioning, as of one moment, and resolves to the
 * number of its events. Rejects with MoveRefused, before it writes, for a tenant that does not
 * exist, still accepts changes, or has an unfinished erasure. Records the act first.
 */
export const exportTenant = async (
  client: ClientBase,
  tenantId: TenantId,
  initiator: Initiator,
  write: (text: string) => Promise<void>,
): Promise<number> => {
  await exportable(client, tenantId);
  await recordOperatorAction(client, { type: 'TenantExported', data: {} }, initiator, tenantId);
  await client.query(BEGIN_SNAPSHOT);
  try {
    const tenant = await exportable(client, tenantId);
    const last = Number(tenant.position);
    const file = new TenantFileWriter(write);
    const { created_at: createdAt, checksum } = tenant;
    const head = { tenantId, createdAt: createdAt.toISOString(), position: last, checksum };
    await file.add([headOf(head)]);
    for (let position = 0; position < last; ) {
      const { rows } = await client.query<ActedRow>(EVENTS, [tenantId, position, AT_ONCE]);
      const events = rows.map(movedOf);
      await file.add(events);
      position = events.at(-1)?.position ?? last;
    }
    await file.end();
    return last;
  } finally {
    await client.query('ROLLBACK');
  }
};
