import { ProblemError } from '@rollcall/platform';
import { LIMITS } from '@rollcall/protocol';
import type { ResourceTable } from './resource-table';

/**
 * SQL: whether a page has too many memberships to be answered. `rows` is a
 * table of the page's ids. Counting stops as soon as that is known; one resource alone is never
 * too large.
 */
export const oversized = ({ key }: ResourceTable, rows: string): string => `
  SELECT (SELECT count(*) FROM ${rows}) > 1 AND (SELECT count(*) FROM (
    SELECT 1 FROM ${rows} r CROSS JOIN LATERAL (
      SELECT 1 FROM memberships m WHERE m.tenant_id = $1 AND m.${key} = r.id
      LIMIT ${LIMITS.pageMemberships + 1}
    ) m LIMIT ${LIMITS.pageMemberships + 1}
  ) counted) > ${LIMITS.pageMemberships} AS yes`;

/** SQL of the memberships of a resource, which a page over the limit does not read. */
export const unlessOversized = (memberships: string): string =>
  `CASE WHEN (SELECT yes FROM oversized) THEN '' ELSE ${memberships} END`;

/** Throws 413 for a page that was too oversized. */
export const checkPageSize = (row: { readonly oversized?: boolean | null } | undefined): void => {
  if (row?.oversized)
    throw new ProblemError(
      413,
      'Content Too Large',
      `The resources of this page have more than ${LIMITS.pageMemberships} memberships in total. Use a smaller count, or read each resource by its id.`,
    );
};
