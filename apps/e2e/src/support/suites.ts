/** Suites that share one stack, each by the path of its file without `.suite.ts`. */
export type Suites<T> = Readonly<Record<string, (the: () => T) => void>>;

/**
 * Declares them all, in order; with SUITE (`npm test -- --suite rotation`) the named one alone, on
 * the stack that it needs.
 */
export const declare = <T>(suites: Suites<T>, the: () => T): void => {
  const only = process.env['SUITE'];
  for (const [path, suite] of Object.entries(suites))
    if (only === undefined || only === path) suite(the);
};
