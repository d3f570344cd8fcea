/**
 * How the cost of a function grows with what it is given: from a quarter to the whole of what it may
 * be given, as CPU time and never against a limit of time. Each size is measured several times and
 * the best counts; a growth that looks too steep is measured again, since whatever else the machine
 * does can only make it look worse.
 */
export interface Row {
  /** The function, as `name` or `Class.method`. */
  readonly name: string;
  /** What makes the input the worst that is known. */
  readonly says: string;
  /** The size of the largest input: the limit that guards the function. */
  readonly upTo: number;
  /** A run on an input of a size; the input is made outside of the measurement. */
  readonly prepare: (size: number) => () => unknown;
}

/** A row of a table: `input` makes an input of about a size, `run` is what is measured. */
export const row = <T>(
  name: string,
  says: string,
  upTo: number,
  input: (size: number) => T,
  run: (input: T) => unknown,
): Row => ({
  name,
  says,
  upTo,
  prepare: (size) => {
    const made = input(size);
    return () => run(made);
  },
});

/** Work that is linear doubles; beyond this factor it is not. */
export const MOST_GROWTH = 2.6;

/** A measurement is as long as this, so that the steps of the clock do not count. */
const LEAST_MICROSECONDS = 1_000;
/** What takes so long is measured well enough by one run. */
const LONG_MICROSECONDS = 200_000;
/**
 * Work that takes no longer at its limit blocks no request, however it grows until there: a fifth of what an
 * input may cost for its length. Squares cost a hundred times as much.
 */
const NOTHING_MICROSECONDS = 250;
const NOTHING_PER_CHARACTER = 0.1;
const MOST_TIMES = 1_024;
const ROUNDS = 3;
const ATTEMPTS = 16;

/**
 * CPU microseconds of so many runs: by the clock others count too, by the process its helpers, so the
 * lesser counts. What a function refuses, it refuses at some cost.
 */
const spent = (run: () => unknown, times: number): number => {
  const began = performance.now();
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) {
    try {
      run();
    } catch {
      // A refusal is an answer like another.
    }
  }
  const { user, system } = process.cpuUsage(before);
  return Math.min(user + system, (performance.now() - began) * 1_000);
};

const timesFor = (run: () => unknown): number => {
  let times = 1;
  while (times < MOST_TIMES && Math.min(spent(run, times), spent(run, times)) < LEAST_MICROSECONDS)
    times *= 2;
  return times;
};

const better = (best: number, run: () => unknown, times: number): number => {
  let least = best;
  for (let round = 0; round < ROUNDS; round++) {
    const used = spent(run, times);
    least = Math.min(least, used);
    if (used > LONG_MICROSECONDS) break;
  }
  return least;
};

/** What a doubling costs: the mean of the two that lead from a quarter of the limit to the whole. */
export const growthOf = ({ upTo, prepare }: Row): number => {
  const least = Math.floor(upTo / 4);
  const times = timesFor(prepare(least));
  const nothing = Math.max(NOTHING_MICROSECONDS, NOTHING_PER_CHARACTER * upTo);
  let [one, four] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let growth = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && growth > MOST_GROWTH; attempt++) {
    one = better(one, prepare(least), times);
    four = better(four, prepare(4 * least), times);
    growth = four / times < nothing ? 1 : Math.sqrt(four / Math.max(one, 1));
    if (four > ATTEMPTS * LONG_MICROSECONDS) break;
  }
  return growth;
};

/** What is a function among exports and has neither a row nor a place in the list of others. */
export const withoutRow = (
  exported: Readonly<Record<string, unknown>>,
  rows: readonly Row[],
  others: Readonly<Record<string, string>>,
): readonly string[] => {
  const measured = new Set(rows.map(({ name }) => name.split('.')[0]));
  return Object.keys(exported)
    .filter((name) => typeof exported[name] === 'function')
    .filter((name) => !measured.has(name) && !Object.hasOwn(others, name));
};

/** A text of its own, not one that is put together when it is first looked at. */
export const flat = (text: string): string => Buffer.from(text).toString();
