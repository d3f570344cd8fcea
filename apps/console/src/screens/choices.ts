/** The value that an address names, or the first one. */
export const oneOf = <T extends string>(values: readonly [T, ...T[]], text: string): T =>
  values.find((one) => one === text) ?? values[0];
