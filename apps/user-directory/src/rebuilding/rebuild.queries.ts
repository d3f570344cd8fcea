/** SQL of a rebuild: tables beside the live ones, which take their place. */
import { INDEXES, TABLES } from '../database/migrations/1764000000000-directory';
import { GROUP_TABLES } from '../database/migrations/1764300000000-groups';
import { EPOCH } from '../database/migrations/1764350000000-epoch';
import { ERASING } from '../database/migrations/1796020000000-erasing';
import { STATISTICS } from '../database/migrations/1796051000000-statistics';

/** The schema that a rebuild fills, beside the live tables. */
export const NEXT = 'directory_next';
const TABLE_NAMES = ['checkpoints', 'user_blocks', 'users', 'groups', 'memberships'];

export const NEW_SCHEMA = [`DROP SCHEMA IF EXISTS ${NEXT} CASCADE`, `CREATE SCHEMA ${NEXT}`];

/** On a connection that looks into the new schema first. */
export const NEW_TABLES = [TABLES, GROUP_TABLES, EPOCH, ERASING, STATISTICS];

/** What rows are found by, then what the planner knows of them. */
export const INDEX = [
  `SET search_path = ${NEXT}`,
  INDEXES,
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
