import { problem } from '../http/problem';

/** Where the next page begins, as text that the caller cannot interpret. */
export const cursorOf = (...parts: readonly string[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

/** The parts of one of our cursors; throws a 400 problem for another text. */
export const partsOf = (cursor: string, count: number): readonly string[] => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parts) && parts.length === count && parts.every(isText)) return parts;
  } catch {
    // the check below refuses it
  }
  throw problem(400, 'after must be the next of the page before.');
};

const isText = (part: unknown): part is string => typeof part === 'string' && !part.includes('\0');
