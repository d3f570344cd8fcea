import type { Writable } from 'node:stream';
import type { PoolClient } from 'pg';
import { version } from 'pg/package.json';

/** Versions of the driver of which we know that `connection.stream` is the socket. */
const KNOWN = /^8\./;

/** The socket of a connection; undefined where this version of the driver may keep it elsewhere. */
const socketOf = (client: PoolClient, driver: string): Writable | undefined => {
  if (!KNOWN.test(driver)) return undefined;
  const { connection } = client as unknown as { connection?: { stream?: Writable } };
  return connection?.stream;
};

/**
 * Runs `ask`, and sends all that it queries on this connection in one packet: each write to the
 * socket wakes the server's process, which costs both sides more than a small statement does. With a
 * driver that we do not know the queries are sent one by one, and answer the same.
 */
export const pipelined = <T>(client: PoolClient, ask: () => T, driver: string = version): T => {
  const socket = socketOf(client, driver);
  socket?.cork();
  try {
    return ask();
  } finally {
    socket?.uncork();
  }
};
