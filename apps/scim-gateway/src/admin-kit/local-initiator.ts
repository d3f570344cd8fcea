import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import type { Initiator } from './audit-log';

/** In a container the account may have no name. */
const account = (): string => {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
};

/**
 * The actor of a command on the machine itself: no key names one, so the machine's account does.
 */
export const localInitiator = (): Initiator => ({
  actor: `account:${account()}`,
  source: hostname(),
  correlationId: randomUUID(),
});
