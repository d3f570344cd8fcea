/** Every table with rows of a tenant but its checkpoint, and what tells its rows apart. */
const ROWS = {
  users: 'user_id',
  user_blocks: 'block',
  groups: 'group_id',
  memberships: 'group_id, member_id',
  // A rebuild fills a schema of its own; these are not made anew.
  'public.kept_lists': 'list_id',
} as const;

/** A piece of each table, again until nothing is left. */
export const PIECES = Object.entries(ROWS).map(
  ([table, key]) => `
DELETE FROM ${table} WHERE tenant_id = $1 AND (${key}) IN (
  SELECT ${key} FROM ${table} WHERE tenant_id = $1 LIMIT 2000)`,
);

export const WHOLE = Object.keys(ROWS).map(
  (table) => `DELETE FROM ${table} WHERE tenant_id = ANY($1)`,
);
