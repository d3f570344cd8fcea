import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import type { Act } from './acts';

/** In a container the account may have no name. */
const account = (): string => {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
};

/** An act of whoever typed a command at the database itself: no key says who, so the account does. */
export const typedAct = (): Act => ({
  actor: `account:${account()}`,
  source: hostname(),
  correlationId: randomUUID(),
});
