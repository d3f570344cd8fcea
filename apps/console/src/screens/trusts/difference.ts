/** The claim of an assertion that differs from its trust, or what else is wrong of it. */
export interface Difference {
  readonly claim: string;
  readonly expected: string;
  readonly got: string;
}

const SENTENCE = /refused for ([\w-]+): expected (.+?), got (.+)\.$/;

/** Reads it from the detail of a refused token request; undefined for another sentence. */
export const differenceIn = (detail: string | null): Difference | undefined => {
  const [, claim, expected, got] = SENTENCE.exec(detail ?? '') ?? [];
  return claim === undefined || expected === undefined || got === undefined
    ? undefined
    : { claim, expected, got };
};
