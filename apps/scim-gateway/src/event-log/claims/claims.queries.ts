import { ints, texts } from '@rollcall/platform';
import type { Part } from '../tables/statement';
import type { ClaimWrite } from './claims';

/**
 * SQL of claims inside an append; arrays in, so that a batch is one statement.
 *
 * What belongs to each element of an array is looked up in a LATERAL with OFFSET 0, which the planner
 * cannot turn around. It would: a tenant that came after the last ANALYZE is one row to it, and every
 * element would be compared with all that the tenant has.
 */

export const HOLDERS = `
SELECT c.kind, c.value, c.subject, c.folding
FROM unnest($2::text[], $3::text[]) AS k(kind, value)
CROSS JOIN LATERAL (
  SELECT kind, value, subject, folding FROM claims
  WHERE tenant_id = $1 AND kind = k.kind AND value = k.value OFFSET 0
) c`;

/** The rows are found by key and deleted by place; no other transaction moves them under the lock. */
export const RELEASE = `
DELETE FROM claims WHERE ctid = ANY(ARRAY(
  SELECT c.place FROM unnest($2::text[], $3::text[]) AS k(kind, value)
  CROSS JOIN LATERAL (
    SELECT ctid AS place FROM claims
    WHERE tenant_id = $1 AND kind = k.kind AND value = k.value OFFSET 0
  ) c
))`;

/** The part of an append that takes claims. */
export const claimed: Part<ClaimWrite> = {
  text: `
  INSERT INTO claims (tenant_id, kind, value, subject, folding)
  SELECT $tenantId, c.kind, c.value, c.subject, c.folding
  FROM unnest($claimKinds::text[], $claimValues::text[], $claimSubjects::text[],
              $claimFoldings::int[]) AS c(kind, value, subject, folding)`,
  values: ({ taken }) => ({
    claimKinds: texts(taken.map((c) => c.kind)),
    claimValues: texts(taken.map((c) => c.value)),
    claimSubjects: texts(taken.map((c) => c.subject)),
    claimFoldings: ints(taken.map((c) => c.folding)),
  }),
};
