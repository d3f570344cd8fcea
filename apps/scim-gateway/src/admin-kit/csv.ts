/** A spreadsheet takes a text that begins so for a formula, or for the beginning of another cell. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** RFC 4180; what a spreadsheet would run stands behind an apostrophe, which makes it text. */
const cell = (text: string): string => {
  const runs = FORMULA.test(text);
  const quoted = runs || /[",\r\n]/.test(text);
  return quoted ? `"${runs ? "'" : ''}${text.replaceAll('"', '""')}"` : text;
};

export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;
