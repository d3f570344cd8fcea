import { readFileSync } from 'node:fs';
import { extname } from 'node:path';

const TYPES: Readonly<Record<string, string>> = { '.png': 'png', '.svg': 'svg+xml' };

/**
 * The file of a logo as the admin API takes it. A file that is no PNG or SVG stays unchanged: the
 * API reports the fault.
 */
export const logoOf = (value: string | boolean | undefined): string | boolean | undefined => {
  const type = typeof value === 'string' ? TYPES[extname(value).toLowerCase()] : undefined;
  if (type === undefined) return value;
  return `data:image/${type};base64,${readFileSync(value as string).toString('base64')}`;
};
