/** `{url}` and `{token}` of a guide, filled. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(url|token)\}/g, (whole, name: string) => values[name] ?? whole);
