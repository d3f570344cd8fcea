/** SQLSTATEs: a lost connection, a server that is full, stops, is a standby or refuses to wait. */
const STATES = /^(08...|53...|57P0.|57014|55P03|25P03|25006|40001|40P01)$/;

/** What node says of a server that cannot be reached. */
const UNREACHABLE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** What `pg` says without a code. */
const SAID =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed)/;

/** Whether an error says that the database cannot answer now: the request is not at fault. */
export const isDatabaseUnavailable = (error: unknown): boolean => {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string') return STATES.test(code) || UNREACHABLE.has(code);
  return typeof message === 'string' && SAID.test(message);
};
