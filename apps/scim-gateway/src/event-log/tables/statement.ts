/** A part of one statement: SQL with `$names`, and their values. */
export interface Part<Input> {
  readonly text: string;
  readonly values: (input: Input) => Readonly<Record<string, unknown>>;
}

export interface Query {
  readonly name: string;
  readonly text: string;
  values: unknown[];
}

/**
 * A statement of parts, prepared by `name`: Postgres wants `$1`, `$2`, readers want names. `text` puts
 * the parts together.
 */
export const statementOf = <Input>(
  name: string,
  text: string,
  parts: readonly Part<Input>[],
): ((input: Input) => Query) => {
  const names: string[] = [];
  const numbered = text.replace(/\$([a-z]\w*)/gi, (_, one: string) => {
    if (!names.includes(one)) names.push(one);
    return `$${names.indexOf(one) + 1}`;
  });
  let places: readonly (readonly [part: number, name: string])[] | undefined;
  return (input) => {
    const values = parts.map((part) => part.values(input));
    // Which part has which name is the same for every input: looked for once, on the hot path.
    places ??= names.map((one) => [values.findIndex((some) => one in some), one] as const);
    return { name, text: numbered, values: places.map(([part, one]) => values[part]?.[one]) };
  };
};
