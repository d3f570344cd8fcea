import { auditDense, auditListed, auditState, auditTopic } from './audit';
import { auditDirectory, auditListedTeams, auditTeams } from './audit-groups';
import { bodyOf, Client } from '../support/client';
import {
  readDirectory,
  readListed,
  readLog,
  readPublished,
  type LogRecord,
} from '../support/records';
import type { Stack } from '../support/stack';
import type { Tenant } from '../support/tenants';

export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** Asks until the answer satisfies; throws with the last one when the time is over. */
export const eventually = async <T>(
  ask: () => Promise<T>,
  satisfies: (answer: T) => boolean,
  withinMs = 20_000,
): Promise<T> => {
  const end = performance.now() + withinMs;
  for (;;) {
    let last: T | undefined;
    let failure: unknown;
    try {
      last = await ask();
      if (satisfies(last)) return last;
    } catch (reason) {
      failure = reason;
    }
    if (performance.now() > end)
      throw new Error(
        `not within ${withinMs} ms; last: ${String(failure ?? JSON.stringify(last)).slice(0, 500)}`,
      );
    await sleep(50);
  }
};

/** The log, once all of it is published. */
export const whenPublished = (stack: Stack, tenantId: string): Promise<LogRecord> =>
  eventually(
    () => readLog(stack.logDatabaseUrl, tenantId, stack.generation),
    ({ position, relayed }) => relayed === position,
    40_000,
  );

/** What the directory's own API answers about one login. */
export const loginOf = async (
  stack: Stack,
  tenantId: string,
  userName: string,
  atLeast = 0,
): Promise<{ status: number; body: Record<string, unknown> }> => {
  const directory = new Client(stack.directory, stack.keys.client);
  const path = `/tenants/${tenantId}/logins/${encodeURIComponent(userName)}`;
  const answer = await directory.get(`${path}?atLeast=${atLeast}`);
  return { status: answer.status, body: bodyOf(answer) };
};

/** Promises 2, 3 and 10 of one tenant, after the dust has settled: log = topic = directory. */
export const auditAll = async (
  stack: Stack,
  tenant: Tenant,
): Promise<{ log: LogRecord; problems: readonly string[] }> => {
  const log = await whenPublished(stack, tenant.id);
  // A broker that was just started may not lead the partition yet.
  const published = await eventually(
    () => readPublished(stack.brokers, tenant.id, stack.generation),
    () => true,
    30_000,
  );
  const listed = await eventually(
    () => readListed(tenant.client),
    () => true,
    30_000,
  );
  const hasGroups = tenant.profile === 'full';
  const groups = hasGroups ? await readListed(tenant.client, '/Groups') : [];
  // The lists above waited for the position: the tables are at it.
  const directory = await readDirectory(stack.directoryDatabaseUrl, tenant.id);
  const problems = [
    ...auditDense(log),
    ...auditState(log),
    ...auditTopic(log.events, published),
    ...auditListed(log.events, listed),
    ...auditTeams(log),
    ...auditDirectory(log, directory),
    ...(hasGroups ? auditListedTeams(log.events, groups) : []),
  ];
  return { log, problems };
};
