/** SQL of the log's positions for its readers. */

/**
 * For readers at these positions: the end of each tenant, the age of the first event that they
 * lack, and whether their history is no longer valid: the log is behind them, or it parted from
 * them in a later epoch.
 */
export const READER_POSITIONS = `
SELECT k.tenant_id, coalesce(t.position, 0) AS position,
       coalesce(greatest(0, extract(epoch FROM clock_timestamp() - e.recorded_at)), 0)::float8 AS behind,
       k.position > coalesce(t.position, 0) OR EXISTS (
         SELECT FROM forks f JOIN epochs held ON held.epoch = k.epoch
         WHERE f.tenant_id = k.tenant_id AND f.number > held.number AND f.position < k.position
       ) AS parted
FROM unnest($1::text[], $2::bigint[], $3::text[]) AS k(tenant_id, position, epoch)
LEFT JOIN tenants t ON t.tenant_id = k.tenant_id
LEFT JOIN events e ON e.tenant_id = k.tenant_id AND e.position = k.position + 1`;
