import { ProblemError } from '@rollcall/platform';
import { LIMITS } from '@rollcall/protocol';
import type { Listed } from './resource-table';

/**
 * SQL: whether a page has too many memberships beside its resources to be answered. `rows` is a
 * table of the page's ids. Counting stops as soon as that is known; one resource alone is never
 * too heavy.
 */
export const heavy = ({ key }: Listed, rows: string): string => `
  SELECT (SELECT count(*) FROM ${rows}) > 1 AND (SELECT count(*) FROM (
    SELECT 1 FROM ${rows} r CROSS JOIN LATERAL (
      SELECT 1 FROM memberships m WHERE m.tenant_id = $1 AND m.${key} = r.id
      LIMIT ${LIMITS.beside + 1}
    ) m LIMIT ${LIMITS.beside + 1}
  ) counted) > ${LIMITS.beside} AS yes`;

/** SQL of what stands beside a resource, which a heavy page does not read. */
export const unlessHeavy = (beside: string): string =>
  `CASE WHEN (SELECT yes FROM heavy) THEN '' ELSE ${beside} END`;

/** Throws 413 for a page that was too heavy. */
export const checkWeight = (row: { readonly heavy?: boolean | null } | undefined): void => {
  if (row?.heavy)
    throw new ProblemError(
      413,
      'Content Too Large',
      `The resources of this page have more than ${LIMITS.beside} memberships in total. Use a smaller count, or read each resource by its id.`,
    );
};
