import type { ClientBase, Pool } from 'pg';

interface Plan {
  readonly 'Rows Removed by Join Filter'?: number;
  readonly Plans?: readonly Plan[];
}

const compared = (plan: Plan): number =>
  (plan['Rows Removed by Join Filter'] ?? 0) +
  (plan.Plans ?? []).reduce((sum, one) => sum + compared(one), 0);

/** Runs a statement; resolves to how many pairs of rows a join compared for nothing. */
export const comparedRows = async (
  client: ClientBase | Pool,
  text: string,
  values: readonly unknown[],
): Promise<number> => {
  const { rows } = await client.query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(
    `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`,
    [...values],
  );
  return compared((rows[0]?.['QUERY PLAN'][0] as { Plan: Plan }).Plan);
};
