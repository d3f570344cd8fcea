/** Answers as readable text. */

type Row = Readonly<Record<string, unknown>>;

const WIDEST = 60;

/** Text without control characters, which a terminal would obey: names come from outside. */
const plain = (text: string): string => text.replaceAll(/\p{C}/gu, '�');

const cell = (value: unknown): string => {
  if (value === null || value === undefined) return '–';
  return plain(typeof value === 'object' ? JSON.stringify(value) : String(value));
};

const short = (text: string): string =>
  text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;

/** Rows below their columns' names. */
export const table = (rows: readonly Row[], columns: readonly string[]): string => {
  if (rows.length === 0) return 'none\n';
  const lines = [columns, ...rows.map((row) => columns.map((name) => short(cell(row[name]))))];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => (line[i] ?? '').length)));
  return lines
    .map((line) =>
      line
        .map((one, i) => one.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
};

/** Members one below the other, whole. */
export const members = (answer: Row, names: readonly string[] = Object.keys(answer)): string => {
  const width = Math.max(...names.map((name) => name.length));
  return names.map((name) => `${name.padEnd(width)}  ${cell(answer[name])}\n`).join('');
};
