import pino, { type DestinationStream, type Logger } from 'pino';
import { redact } from './redact';

export type { Logger };

/** What an error says and where; not what it carries: drivers hang whole connections on theirs. */
const plainError = (error: unknown): unknown =>
  error instanceof Error
    ? {
        type: error.name,
        message: error.message,
        code: (error as { code?: unknown }).code,
        stack: error.stack,
        ...(error.cause === undefined ? {} : { cause: plainError(error.cause) }),
      }
    : String(error);

const AT_ONCE = 16_384;
const FLUSH_MS = 250;

/**
 * Standard output, in batches: a line is written after a quarter of a second at the latest. The
 * destination's own batches are a string that it measures, and so copies, with each line.
 */
const output = (): DestinationStream => {
  const destination = pino.destination({ fd: 1, sync: false });
  let lines: string[] = [];
  let characters = 0;
  const flush = (): void => {
    if (lines.length === 0) return;
    destination.write(lines.join(''));
    lines = [];
    characters = 0;
  };
  setInterval(flush, FLUSH_MS).unref();
  process.once('exit', () => {
    try {
      flush();
      destination.flushSync();
    } catch {
      // nothing was opened yet
    }
  });
  return {
    write: (line) => {
      lines.push(line);
      characters += line.length;
      if (characters >= AT_ONCE) flush();
    },
  };
};

/** ISO 8601, computed once a millisecond. */
let stampedAt = 0;
let stamp = '';
const time = (): string => {
  const now = Date.now();
  if (now !== stampedAt) {
    stampedAt = now;
    stamp = `,"time":"${new Date(now).toISOString()}"`;
  }
  return stamp;
};

/**
 * One JSON line for each event; secrets are redacted by name, at any depth. pino's own redaction
 * costs as much as the rest of the line, with wildcards three times as much.
 */
export const createLogger = (
  service: string,
  level = 'info',
  destination: DestinationStream = output(),
): Logger => {
  const logger = pino(
    {
      level,
      base: { service },
      serializers: { err: plainError, error: plainError },
      formatters: { log: redact },
      timestamp: time,
    },
    destination,
  );
  // pino does not call its formatter of bindings for the fields of a child.
  const { child } = logger;
  logger.child = function (this: Logger, bindings, options) {
    return child.call(this, redact(bindings), options) as never;
  };
  return logger;
};
