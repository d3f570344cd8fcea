/** How names are folded now. 1 was `foldCase` alone. */
export const FOLDING = 2;

/** A name as it is stored to be compared, and by which folding. */
export interface NameKey {
  readonly value: string;
  readonly folding: 1 | typeof FOLDING;
}

/**
 * The keys of a name: as the former folding has it, which is how names from before are found, then as
 * this one has it. Nearly always they are the same, and one.
 */
export type NameKeys = readonly [NameKey, ...NameKey[]];

/** `now` is made of `former`: names that were one stay one. Undefined: this folding has none. */
export const keysBy = (former: string, now: string | undefined): NameKeys => {
  if (now === undefined) return [{ value: former, folding: 1 }];
  if (now === former) return [{ value: now, folding: FOLDING }];
  return [
    { value: former, folding: 1 },
    { value: now, folding: FOLDING },
  ];
};

/** What a name is called by from now on. */
export const newestOf = (keys: NameKeys): string => (keys[keys.length - 1] as NameKey).value;
