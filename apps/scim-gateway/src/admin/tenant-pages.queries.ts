const PAGE = `(t.created_at, t.tenant_id) > ($1::timestamptz, $2) AND t.position > 0
  AND t.erased_at IS NULL
ORDER BY t.created_at, t.tenant_id LIMIT $3`;

const COLUMNS = `t.tenant_id, t.name, t.profile, t.provisioning, t.rate_limit, t.created_at,
  t.position, t.checksum`;

/** A tenant without events is a registration that broke off. */
export const TENANT_PAGE = `SELECT ${COLUMNS} FROM tenants t WHERE ${PAGE}`;

export const OVERVIEW = `
SELECT ${COLUMNS}, coalesce(r.position, 0) AS relayed, r.held,
       array(SELECT q.quirk FROM quirk_counts q WHERE q.tenant_id = t.tenant_id ORDER BY q.quirk)
         AS quirks,
       (SELECT count(*)::int FROM refused_switch_offs f
        WHERE f.tenant_id = t.tenant_id AND f.at >= now() - interval '1 day'
          AND EXISTS (SELECT FROM streams s WHERE s.tenant_id = f.tenant_id
                      AND s.subject = 'users/' || f.user_id AND s.status = 'active')) AS still_on
FROM tenants t LEFT JOIN relayed r ON r.generation = $4 AND r.tenant_id = t.tenant_id
WHERE ${PAGE}`;

/**
 * What all gateways logged is counted where it is kept: nothing is counted on the way. Refused ones
 * have an index, and are counted up to $2; a connection test is none.
 */
export const LATELY = `
SELECT t.tenant_id,
       (SELECT sum(q.count) FROM requests q
        WHERE q.tenant_id = t.tenant_id AND q.at > now() - interval '1 minute') AS requests,
       (SELECT count(*)::int FROM (
          SELECT FROM requests q
          WHERE q.tenant_id = t.tenant_id AND q.status >= 400 AND q.at > now() - interval '1 hour'
            AND NOT q.test LIMIT $2
        ) counted) AS refused,
       (SELECT max(u.last_at) FROM token_uses u WHERE u.tenant_id = t.tenant_id) AS last_at
FROM unnest($1::text[]) AS t (tenant_id)`;
