import type { ServerResponse } from 'node:http';

/**
 * Acts when an answer is sent, or its caller has gone. A caller who hung up while it was made is
 * gone already, and nothing says so again: then it acts in a moment.
 */
export const whenOver = (raw: ServerResponse, act: () => void): void => {
  if (raw.destroyed || raw.closed) queueMicrotask(act);
  else raw.once('close', act);
};
