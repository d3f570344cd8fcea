import type { LogPosition, ReaderPlace } from '@rollcall/contracts';
import type { Pool } from 'pg';
import { problem } from '../../http/problem';
import { READER_POSITIONS } from './positions.queries';

/** Tenants in one question at most. */
const MOST = 1_000;

interface Row {
  readonly tenant_id: string;
  readonly position: string;
  readonly behind: number;
  readonly parted: boolean;
}

/** The body from another service; throws a 400 problem when it is no list of places. */
export const placesOf = (body: unknown): readonly ReaderPlace[] => {
  const { tenants } = (body ?? {}) as { tenants?: unknown };
  if (!Array.isArray(tenants) || tenants.length > MOST || !tenants.every(isPlace))
    throw problem(400, `Send {"tenants": [{"tenantId", "position", "epoch"}]}, ${MOST} at most.`);
  return tenants;
};

const isPlace = (one: unknown): one is ReaderPlace => {
  const { tenantId, position, epoch } = (one ?? {}) as Record<string, unknown>;
  const isText = typeof tenantId === 'string' && typeof epoch === 'string';
  return isText && Number.isSafeInteger(position) && (position as number) >= 0;
};

/** The log's end for tenants that a reader has read up to these places: one look-up by key. */
export const logPositions = async (
  pool: Pool,
  places: readonly ReaderPlace[],
): Promise<readonly LogPosition[]> => {
  const values = [
    places.map(({ tenantId }) => tenantId),
    places.map(({ position }) => position),
    places.map(({ epoch }) => epoch),
  ];
  const { rows } = await pool.query<Row>({
    name: 'reader-positions',
    text: READER_POSITIONS,
    values,
  });
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    position: Number(row.position),
    behindSeconds: row.behind,
    parted: row.parted,
  }));
};
