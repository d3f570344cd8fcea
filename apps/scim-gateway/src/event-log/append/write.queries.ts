import { bigints, ints, texts } from '@rollcall/platform';
import { claimed } from '../claims/claims.queries';
import { streams } from '../resources/stream-rows';
import { statementOf, type Part } from '../tables/statement';
import type { Write } from './append-batch';

const events: Part<Write> = {
  text: `
  INSERT INTO events (tenant_id, position, subject, stream_version, type, version, data, actor,
                      actor_label, correlation_id, command_id, recorded_at)
  SELECT $tenantId, e.position, e.subject, e.stream_version, e.type, e.version, e.data::json,
         e.actor, e.actor_label, e.correlation_id, e.command_id::uuid, $time::timestamptz
  FROM unnest($eventPositions::bigint[], $eventSubjects::text[], $eventStreamVersions::int[],
              $eventTypes::text[], $eventVersions::int[], $eventData::text[], $eventActors::text[],
              $eventActorLabels::text[], $eventCorrelationIds::text[], $eventCommandIds::text[])
       AS e(position, subject, stream_version, type, version, data, actor, actor_label,
            correlation_id, command_id)`,
  values: ({ events: all }) => ({
    eventPositions: bigints(all.map((e) => e.position)),
    eventSubjects: texts(all.map((e) => e.subject)),
    eventStreamVersions: ints(all.map((e) => e.streamVersion)),
    eventTypes: texts(all.map((e) => e.type)),
    eventVersions: ints(all.map((e) => e.version)),
    eventData: texts(all.map((e) => e.data)),
    eventActors: texts(all.map((e) => e.actor)),
    eventActorLabels: texts(all.map((e) => e.actorLabel)),
    eventCorrelationIds: texts(all.map((e) => e.correlationId)),
    eventCommandIds: texts(all.map((e) => e.commandId)),
  }),
};

const tenant: Part<Write> = {
  text: `
UPDATE tenants SET position = $position, checksum = $checksum, name = $name, profile = $profile,
                   provisioning = $provisioning, rate_limit = $rateLimit
WHERE tenant_id = $tenantId`,
  values: ({ after, time }) => ({
    tenantId: after.tenantId,
    time,
    position: after.position,
    checksum: after.checksum,
    name: after.name,
    profile: after.profile,
    provisioning: after.provisioning,
    rateLimit: after.rateLimit,
  }),
};

/**
 * Events, the rows of the inline projections and the tenant's row: one statement, one plan, one
 * round trip.
 */
export const write = statementOf<Write>(
  'write',
  `WITH recorded AS (${events.text}), states AS (${streams.text}), claimed AS (${claimed.text})
${tenant.text}`,
  [events, streams, claimed, tenant],
);
