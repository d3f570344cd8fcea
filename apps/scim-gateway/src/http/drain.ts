import type { IncomingMessage } from 'node:http';

/** What is read and thrown away of a body that is refused, and for how long. */
const MOST_BYTES = 16_777_216;
const MOST_MS = 2_000;

/**
 * Calls `then` once the rest of a refused body has come, or enough of it. Without this the answer
 * and the closing of the connection meet a client that still writes, and that then reports a broken
 * connection instead of the refusal.
 */
export const drained = (raw: IncomingMessage, then: () => void): void => {
  let bytes = 0;
  const end = (): void => {
    clearTimeout(late);
    raw.off('data', count).off('end', end).off('close', end);
    then();
  };
  const count = (chunk: Buffer): void => {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) end();
  };
  const late = setTimeout(end, MOST_MS);
  raw.on('data', count).on('end', end).on('close', end);
  raw.resume();
};
