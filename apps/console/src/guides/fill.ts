/** `{url}`, `{token}` and the like of a guide, filled; what has no value stays. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(
    /\{(url|token|endpoint|clientId|secret)\}/g,
    (whole, name: string) => values[name] ?? whole,
  );
