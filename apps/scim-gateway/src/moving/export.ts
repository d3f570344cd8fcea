import type { TenantId } from '@rollcall/contracts';
import type { ClientBase } from 'pg';
import { BEGIN_SNAPSHOT, EVENTS, TENANT } from './moving.queries';
import { headOf, MoveRefused, TenantFileWriter, type MovedEvent } from './tenant-file';

interface TenantRow {
  readonly provisioning: string;
  readonly created_at: Date;
  readonly position: string;
  readonly checksum: string;
  readonly erasing: boolean;
}

interface EventRow {
  readonly position: string;
  readonly subject: string;
  readonly stream_version: number;
  readonly type: string;
  readonly version: number;
  readonly recorded_at: Date;
  readonly actor: string;
  readonly correlation_id: string;
  readonly command_id: string;
  readonly redacted_at: Date | null;
  readonly data: unknown;
}

const AT_ONCE = 1_000;

const movedOf = (row: EventRow): MovedEvent => ({
  position: Number(row.position),
  subject: row.subject,
  streamVersion: row.stream_version,
  type: row.type,
  version: row.version,
  time: row.recorded_at.toISOString(),
  actor: row.actor,
  correlationId: row.correlation_id,
  commandId: row.command_id,
  ...(row.redacted_at && { redactedAt: row.redacted_at.toISOString() }),
  data: row.data,
});

/**
 * Writes the history of a tenant whose provisioning is off, as it is at one moment, and resolves to
 * how many events it has. Rejects with MoveRefused, before anything is written, for a tenant that is
 * not there, still accepts changes, or of whom somebody is being erased.
 */
export const exportTenant = async (
  client: ClientBase,
  tenantId: TenantId,
  write: (text: string) => Promise<void>,
): Promise<number> => {
  await client.query(BEGIN_SNAPSHOT);
  try {
    const [tenant] = (await client.query<TenantRow>(TENANT, [tenantId])).rows;
    const last = Number(tenant?.position ?? 0);
    if (!tenant || last === 0)
      throw new MoveRefused(`There is no tenant ${JSON.stringify(tenantId)} in this log.`);
    if (tenant.provisioning === 'enabled')
      throw new MoveRefused(
        `The tenant ${tenantId} still accepts changes. Switch that off first: rollcall tenant set ${tenantId} --provisioning disabled`,
      );
    if (tenant.erasing)
      throw new MoveRefused(
        `Somebody of the tenant ${tenantId} is being erased. Export it when that is done: rollcall erasures ${tenantId}`,
      );
    const file = new TenantFileWriter(write);
    const { created_at: createdAt, checksum } = tenant;
    const head = { tenantId, createdAt: createdAt.toISOString(), position: last, checksum };
    await file.add([headOf(head)]);
    for (let position = 0; position < last; ) {
      const { rows } = await client.query<EventRow>(EVENTS, [tenantId, position, AT_ONCE]);
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
