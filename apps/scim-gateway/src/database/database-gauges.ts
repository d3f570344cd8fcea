import type { Metrics } from '@rollcall/platform';
import type { Pool } from 'pg';

const KEPT_MS = 1_000;

/** One question for all gauges of a scrape; a database that does not answer leaves the last figures. */
const asking = <Row extends object>(
  pool: Pool,
  question: { readonly name: string; readonly text: string; readonly values: readonly unknown[] },
): (() => Promise<Row | undefined>) => {
  let readAt = Number.NEGATIVE_INFINITY;
  let answer: Promise<Row | undefined> = Promise.resolve(undefined);
  return () => {
    if (performance.now() - readAt < KEPT_MS) return answer;
    readAt = performance.now();
    answer = pool.query<Row>({ ...question, values: [...question.values] }).then(
      ({ rows }) => rows[0],
      () => undefined,
    );
    return answer;
  };
};

/** Makes gauges, each of a column of the one row that `question` answers. */
export const databaseGauges = <Row extends { readonly [column in keyof Row]: number }>(
  metrics: Metrics,
  ...[pool, question]: Parameters<typeof asking<Row>>
): ((name: string, help: string, of: keyof Row) => void) => {
  const ask = asking<Row>(pool, question);
  return (name, help, of) => {
    metrics.gauge(name, help, [], async (gauge) => {
      const row = await ask();
      if (row) gauge.set(row[of]);
    });
  };
};
