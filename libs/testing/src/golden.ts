import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** As it is written into a golden file: JSON with two spaces, a text as it is. */
const written = (value: unknown): string =>
  typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`;

/**
 * Compares a wire shape with its committed file. `UPDATE_GOLDEN=1` (npm run golden) writes the
 * file instead; a missing file fails, so that a new shape is a deliberate command, too.
 */
export const expectGolden = (file: string, value: unknown): void => {
  const text = written(value);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return;
  }
  if (!existsSync(file)) throw new Error(`${file} is missing: npm run golden writes it.`);
  const golden = readFileSync(file, 'utf8');
  // How JSON is laid out is the formatter's; the order of its names counts.
  expect(text).toBe(typeof value === 'string' ? golden : written(JSON.parse(golden)));
};
