/** SQL of a rebuild: tables in a schema of its own, which take the place of the live ones. */
import { CHECKPOINTS as CHECKPOINT_TABLE } from '../database/migrations/1764000000000-directory';
import { EPOCH } from '../database/migrations/1764350000000-epoch';
import { ERASING } from '../database/migrations/1796020000000-erasing';
import { MOVED } from '../database/migrations/1796120000000-moved';
import { TENANT_FACTS } from '../database/migrations/1796130000000-tenant-facts';
import { projections } from '../projections/projections';

/** The schema that a rebuild fills. */
export const NEXT = 'directory_next';
const TABLE_NAMES = [
  'checkpoints',
  ...projections.flatMap(({ tables }) => tables.map(({ name }) => name)),
];

export const NEW_SCHEMA = [`DROP SCHEMA IF EXISTS ${NEXT} CASCADE`, `CREATE SCHEMA ${NEXT}`];

/** What a run did so far; it goes with the schema. */
export const RUN_TABLES = [
  `CREATE TABLE ${NEXT}.rebuild_run (
     generation integer NOT NULL, statements text NOT NULL, events bigint NOT NULL,
     indexed boolean NOT NULL DEFAULT false)`,
  `CREATE TABLE ${NEXT}.rebuild_partitions (
     partition integer PRIMARY KEY, first_offset bigint NOT NULL, next_offset bigint NOT NULL)`,
];

/** Two rebuilds at once would fill the same tables. */
export const LOCK_RUN = `SELECT pg_try_advisory_lock(hashtext('rollcall-rebuild')) AS locked`;

export const FIND_RUN = {
  table: `SELECT to_regclass('${NEXT}.rebuild_run') IS NOT NULL AS there`,
  row: `SELECT generation, statements, indexed FROM ${NEXT}.rebuild_run`,
};
export const BEGIN_RUN = `INSERT INTO ${NEXT}.rebuild_run (generation, statements, events) VALUES ($1, $2, $3)`;
export const RUN_INDEXED = `UPDATE ${NEXT}.rebuild_run SET indexed = true`;
export const FORGET_RUN = `DELETE FROM ${NEXT}.rebuild_run`;
export const PARTITIONS_READ = `SELECT partition, next_offset FROM ${NEXT}.rebuild_partitions`;
export const PARTITION_READ = `
INSERT INTO ${NEXT}.rebuild_partitions (partition, first_offset, next_offset) VALUES ($1, $2, $3)
ON CONFLICT (partition) DO UPDATE SET next_offset = excluded.next_offset`;

/** For a gauge: no row without a rebuild. */
export const RUN_PROGRESS = `
SELECT r.events, coalesce(sum(p.next_offset - p.first_offset), 0) AS read
FROM ${NEXT}.rebuild_run r LEFT JOIN ${NEXT}.rebuild_partitions p ON true GROUP BY r.events`;

/** On a connection that looks into the new schema first. */
export const NEW_TABLES = [
  CHECKPOINT_TABLE,
  EPOCH,
  ERASING,
  MOVED,
  TENANT_FACTS,
  ...projections.flatMap(({ create }) => create),
];

/** What rows are found by, then what the planner knows of them. */
export const INDEX = [
  `SET search_path = ${NEXT}`,
  ...projections.flatMap(({ indexes }) => indexes),
  `ANALYZE ${TABLE_NAMES.join(', ')}`,
  'RESET search_path',
];

export const CHECKPOINTS = 'SELECT tenant_id, position, checksum FROM checkpoints';

/** Reading goes on; the live projector waits. */
export const STOP_PROJECTOR = 'LOCK TABLE public.checkpoints IN EXCLUSIVE MODE';

/** The tenants whose live rows are further than the new ones. */
export const BEHIND = `
SELECT l.tenant_id, l.position FROM public.checkpoints l
LEFT JOIN ${NEXT}.checkpoints n ON n.tenant_id = l.tenant_id
WHERE l.position > coalesce(n.position, 0)`;

export const SWAP = [
  `LOCK TABLE ${TABLE_NAMES.map((table) => `public.${table}`).join(', ')} IN ACCESS EXCLUSIVE MODE`,
  ...TABLE_NAMES.flatMap((table) => [
    `DROP TABLE public.${table}`,
    `ALTER TABLE ${NEXT}.${table} SET SCHEMA public`,
  ]),
];

export const DROP_NEXT = `DROP SCHEMA ${NEXT} CASCADE`;
