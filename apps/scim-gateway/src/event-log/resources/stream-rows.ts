import { ints, texts } from '@rollcall/platform';
import type { StreamState, TenantState } from '../port/event-log';
import { externalIdOf, renderTag } from '../tables/rows';
import type { Part } from '../tables/statement';

interface StreamWrite {
  readonly after: TenantState;
  readonly streams: readonly StreamState[];
}

/** The part of an append that keeps each stream's state, and the resource rendered from it. */
export const streams: Part<StreamWrite> = {
  text: `
  INSERT INTO streams (tenant_id, subject, version, status, attributes, rendered, render_tag,
                       external_id, created_at, modified_at)
  SELECT $tenantId, s.subject, s.version, s.status, s.attributes::json, s.rendered, $renderTag,
         s.external_id, s.created_at::timestamptz, $time::timestamptz
  FROM unnest($streamSubjects::text[], $streamVersions::int[], $streamStatuses::text[],
              $streamAttributes::text[], $streamRendered::text[], $streamExternalIds::text[],
              $streamCreatedAt::text[])
       AS s(subject, version, status, attributes, rendered, external_id, created_at)
  ON CONFLICT (tenant_id, subject) DO UPDATE
  SET version = excluded.version, status = excluded.status, attributes = excluded.attributes,
      rendered = excluded.rendered, render_tag = excluded.render_tag,
      external_id = excluded.external_id, modified_at = excluded.modified_at`,
  values: ({ after, streams: all }) => ({
    renderTag: renderTag(after.profile),
    streamSubjects: texts(all.map((s) => s.subject)),
    streamVersions: ints(all.map((s) => s.version)),
    streamStatuses: texts(all.map((s) => s.status)),
    streamAttributes: texts(all.map((s) => JSON.stringify(s.attributes))),
    streamRendered: texts(all.map((s) => s.rendered)),
    streamExternalIds: texts(all.map((s) => externalIdOf(s.attributes))),
    streamCreatedAt: texts(all.map((s) => s.createdAt)),
  }),
};
