/** SQL of moving a tenant: read in one snapshot, written in one transaction. */

export const BEGIN_SNAPSHOT = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

export const TENANT = `
SELECT provisioning, created_at, position, checksum,
       EXISTS (SELECT FROM erasures e WHERE e.tenant_id = t.tenant_id AND e.done_at IS NULL) AS erasing,
       (SELECT s.attributes->>'movedTo' FROM streams s
        WHERE s.tenant_id = t.tenant_id AND s.subject = 'tenants/' || t.tenant_id) AS moved_to
FROM tenants t WHERE tenant_id = $1 AND erased_at IS NULL`;

export const EVENTS = `
SELECT position, subject, stream_version, type, version, recorded_at, actor, actor_label,
       correlation_id, command_id, redacted_at, data
FROM events WHERE tenant_id = $1 AND position > $2 ORDER BY position LIMIT $3`;

export const COPY_EVENTS = `
COPY events (tenant_id, position, subject, stream_version, type, version, data, actor,
             actor_label, correlation_id, command_id, recorded_at, redacted_at) FROM STDIN`;

export const COPY_STREAMS = `
COPY streams (tenant_id, subject, version, status, attributes, rendered, render_tag, external_id,
              created_at, modified_at) FROM STDIN`;

/**
 * An erasure before the move counts as one here, and no topic of this installation has its data.
 */
export const COPY_ERASURES = `
COPY erasures (tenant_id, subject, position, asked_at, asked_by, done_at) FROM STDIN`;

export const COPY_CLAIMS = 'COPY claims (tenant_id, kind, value, subject, folding) FROM STDIN';

/**
 * Names that are equal only by the newest folding: the first to have one keeps it, as at its
 * origin.
 */
export const PUT_CLAIMS = `
INSERT INTO claims (tenant_id, kind, value, subject, folding)
SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::int[]) ON CONFLICT DO NOTHING`;

/** One stream after the other, by its index: nothing is sorted, and nothing waits in memory. */
export const BY_INDEX = 'SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off';

export const OPEN_STREAMS = `
DECLARE moved NO SCROLL CURSOR FOR
SELECT position, subject, stream_version, type, version, recorded_at, redacted_at, data
FROM events WHERE tenant_id = $1 ORDER BY subject, stream_version`;

export const NEXT_OF_STREAMS = 'FETCH 100 FROM moved';

export const CLOSE_STREAMS = 'CLOSE moved';

export const PUT_MEMBERSHIPS = `
INSERT INTO memberships (tenant_id, group_id, member_id, type)
SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[])
ON CONFLICT (tenant_id, group_id, member_id) DO UPDATE SET type = excluded.type`;

export const DELETE_MEMBERSHIPS = `
DELETE FROM memberships m USING unnest($2::text[], $3::text[]) AS gone(group_id, member_id)
WHERE m.tenant_id = $1 AND m.group_id = gone.group_id AND m.member_id = gone.member_id`;

export const EMPTY_GROUP = 'DELETE FROM memberships WHERE tenant_id = $1 AND group_id = $2';

export const SETTLE_TENANT = `
UPDATE tenants SET name = $2, profile = $3, provisioning = $4, rate_limit = $5, position = $6,
                   checksum = $7
WHERE tenant_id = $1`;
