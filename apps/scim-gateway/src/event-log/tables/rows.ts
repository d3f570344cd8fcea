import type { Attributes, Checksum, ProfileName, Subject, TenantId } from '@rollcall/contracts';
import type { Provisioning } from '@rollcall/domain';
import { RENDER_VERSION } from '@rollcall/protocol';
import type { StreamState, TenantState } from '../port/event-log';

/** Rows as `pg` hands them over: bigint as text, timestamps as Date. */
export interface TenantRow {
  tenant_id: TenantId;
  name: string;
  profile: ProfileName;
  provisioning: Provisioning;
  rate_limit: number | null;
  created_at: Date;
  position: string;
  checksum: Checksum;
}

export interface StreamRow {
  subject: Subject;
  version: number;
  status: StreamState['status'];
  attributes: string;
  rendered: string;
  created_at: Date;
  modified_at: Date;
}

/** The event's data; further columns contain the actor. */
export interface RecordedRow {
  position: string;
  subject: string;
  stream_version: number;
  type: string;
  version: number;
  recorded_at: Date;
  redacted_at: Date | null;
  data: unknown;
}

/** The column by which a stream is found; null for one without. */
export const externalIdOf = ({ externalId }: Attributes): string | null =>
  typeof externalId === 'string' ? externalId : null;

/** The profile of a rendering, and the version of the renderer that made it. */
export const renderTag = (profile: ProfileName): string => `${profile}.${RENDER_VERSION}`;

export const tenantOf = (tenantId: TenantId, row: Omit<TenantRow, 'tenant_id'>): TenantState => ({
  tenantId,
  name: row.name,
  profile: row.profile,
  provisioning: row.provisioning,
  rateLimit: row.rate_limit,
  createdAt: row.created_at.toISOString(),
  position: Number(row.position),
  checksum: row.checksum,
});

export const streamOf = (row: StreamRow): StreamState => ({
  subject: row.subject,
  version: row.version,
  status: row.status,
  attributes: JSON.parse(row.attributes) as Attributes,
  rendered: row.rendered,
  createdAt: row.created_at.toISOString(),
  modifiedAt: row.modified_at.toISOString(),
});

/** `redactedAt` only when the words were taken out: `data` is empty then. */
export const recordedOf = (row: RecordedRow) => ({
  position: Number(row.position),
  subject: row.subject,
  streamVersion: row.stream_version,
  type: row.type,
  version: row.version,
  time: row.recorded_at.toISOString(),
  ...(row.redacted_at && { redactedAt: row.redacted_at.toISOString() }),
  data: row.data,
});
