/** A spreadsheet takes a text that begins so for a formula, or for the beginning of another cell. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * Where a list has semicolons between its values, as in French or German, a spreadsheet divides a line
 * at them and at tabs, whatever is quoted: what follows one would be a formula of its own.
 */
const BEHIND_A_SEPARATOR = /(?<=[;\t\r\n])(?=[=+\-@＝＋－＠])/g;

/**
 * RFC 4180; a text that a spreadsheet would run gets an apostrophe in front, which makes it text.
 */
const cell = (text: string): string => {
  const runs = FORMULA.test(text);
  const quoted = runs || /[",;\t\r\n]/.test(text);
  const safe = text.replaceAll('"', '""').replace(BEHIND_A_SEPARATOR, "'");
  return quoted ? `"${runs ? "'" : ''}${safe}"` : text;
};

export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;
