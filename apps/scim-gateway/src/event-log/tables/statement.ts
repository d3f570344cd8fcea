/** A part of one statement: SQL with `$names`, and what they stand for. */
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
  return (input) => {
    const all: Record<string, unknown> = {};
    for (const part of parts) Object.assign(all, part.values(input));
    return { name, text: numbered, values: names.map((one) => all[one]) };
  };
};
