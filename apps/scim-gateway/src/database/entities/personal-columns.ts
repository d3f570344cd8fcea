/**
 * The columns that may say words of people, or of those who administer a tenant: an erasure takes
 * them away, and Postgres keeps no samples of them. Every other column of text holds ids, states and
 * names of ours; a spec of ../erasure knows each of them.
 */
export const PERSONAL_COLUMNS = {
  events: ['data', 'actor', 'actor_label', 'correlation_id'],
  streams: ['attributes', 'rendered'],
  requests: ['path', 'attributes', 'refusal', 'correlation_id', 'captured'],
  refused_switch_offs: ['attribute'],
  tenants: ['name'],
  setup_links: ['label', 'created_by'],
  console_sessions: ['actor', 'name'],
  idempotency_keys: ['actor', 'key', 'answer'],
  token_uses: ['label'],
  webhooks: ['url'],
  webhook_deliveries: ['body', 'failure'],
  erasures: ['asked_by'],
  rotations: ['set_by'],
  operator_acts: ['actor', 'source', 'data'],
} as const;

/** Indexed texts: Postgres samples them, and samples them again at the end of each erasure. */
export const SEARCH_COLUMNS = { claims: ['value'], streams: ['external_id'] } as const;
