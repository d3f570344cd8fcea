/** SQL of what an erased tenant leaves. Pieces: each statement is short, and repeated to the end. */

/** Includes events that a user's erasure redacted: they still have their actor. */
export const REDACT_TENANT = `
UPDATE events SET data = '{}', actor = 'redacted', actor_label = NULL,
                  correlation_id = 'redacted', redacted_at = coalesce(redacted_at, now())
WHERE tenant_id = $1 AND position > $2 AND position <= $3
  AND (redacted_at IS NULL OR actor <> 'redacted' OR correlation_id <> 'redacted')`;

/**
 * Every table with rows of a tenant, except those that stay, with the columns that identify a row.
 * The spec of this folder reports a table that is in neither list.
 */
export const ROWS: Readonly<Record<string, readonly string[]>> = {
  streams: ['subject'],
  claims: ['kind', 'value'],
  memberships: ['group_id', 'member_id'],
  requests: ['at', 'seq'],
  refused_switch_offs: ['user_id'],
  token_uses: ['token_id'],
  captures: [],
  connections: [],
  branding: [],
  rotations: [],
  webhooks: [],
  webhook_deliveries: ['token_id', 'days_left'],
  dialects: [],
  quirk_counts: ['quirk'],
  setup_links: ['link_id'],
  console_sessions: ['session_id'],
  idempotency_keys: ['actor', 'key'],
  traces: ['position'],
};

/**
 * Ids, positions and times alone: the closed row of the tenant, its redacted history, its place in
 * the topic. Also the acts of operators on it, for which they are accountable: no word of the
 * tenant or its people.
 */
export const STAYS = [
  'tenants',
  'events',
  'erasures',
  'relayed',
  'forks',
  'operator_acts',
] as const;

const deletionOf = (table: string): string => {
  const key = (ROWS[table] ?? []).join(', ');
  const piece = `AND (${key}) IN (SELECT ${key} FROM ${table} WHERE tenant_id = $1 LIMIT 1000)`;
  return `DELETE FROM ${table} WHERE tenant_id = $1 ${key === '' ? '' : piece}`;
};

export const DELETE_ROWS: readonly string[] = Object.keys(ROWS).map(deletionOf);

/** The tables of a separate request-log database. */
export const DELETE_REQUESTS: readonly string[] = ['requests', 'token_uses'].map(deletionOf);

/** The stored answer of the tenant's registration belongs to no tenant, and contains its name. */
export const FORGET_REGISTRATION = `
DELETE FROM idempotency_keys WHERE tenant_id = '' AND made_id = $1`;
