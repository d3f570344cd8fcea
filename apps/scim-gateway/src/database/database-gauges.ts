import type { Metrics } from '@rollcall/platform';
import type { Pool } from 'pg';

const KEPT_MS = 1_000;

interface Question<Label extends string> {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
  /** The column that distinguishes the rows, as a label; without one the answer is one row. */
  readonly label?: Label;
}

/** One question for all gauges of a scrape; undefined when the database does not answer. */
const asking = <Row extends object>(
  pool: Pool,
  { name, text, values }: Question<string>,
): (() => Promise<readonly Row[] | undefined>) => {
  let readAt = Number.NEGATIVE_INFINITY;
  let answer: Promise<readonly Row[] | undefined> = Promise.resolve(undefined);
  return () => {
    if (performance.now() - readAt < KEPT_MS) return answer;
    readAt = performance.now();
    answer = pool.query<Row>({ name, text, values: [...values] }).then(
      ({ rows }) => rows,
      () => undefined,
    );
    return answer;
  };
};

/**
 * Makes gauges, each of a column of the rows that `question` answers. While the database does not
 * answer they have no series: an old figure would look like a healthy one.
 */
export const databaseGauges = <
  Row extends { readonly [column in keyof Row]: number },
  Label extends Extract<keyof Row, string> = never,
>(
  metrics: Metrics,
  pool: Pool,
  question: Question<Label>,
): ((name: string, help: string, of: Exclude<keyof Row, Label>) => void) => {
  const { label } = question;
  const ask = asking<Row>(pool, question);
  return (name, help, of) => {
    metrics.gauge<string>(name, help, label === undefined ? [] : [label], async (gauge) => {
      const rows = await ask();
      gauge.reset();
      // One without labels is 0 after a reset.
      if (rows === undefined && label === undefined) gauge.remove();
      for (const row of rows ?? [])
        gauge.set(label === undefined ? {} : { [label]: String(row[label]) }, row[of]);
    });
  };
};
