import pino, { type Logger } from 'pino';

const SECRETS = ['authorization', 'token', 'secret', 'digest', 'password', 'pepper', 'key'];
const redacted = [...SECRETS, ...SECRETS.map((name) => `headers.${name}`)];

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

/** One JSON line for each event, written in batches; secrets are redacted by name. */
export const createLogger = (service: string, level = 'info'): Logger => {
  const destination = pino.destination({ fd: 1, sync: false, minLength: 4_096 });
  const flushing = setInterval(() => destination.flush(), 250);
  flushing.unref();
  process.once('exit', () => {
    try {
      destination.flushSync();
    } catch {
      // nothing was opened yet
    }
  });
  return pino(
    {
      level,
      base: { service },
      serializers: { err: plainError, error: plainError },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: redacted, censor: '[redacted]' },
    },
    destination,
  );
};
