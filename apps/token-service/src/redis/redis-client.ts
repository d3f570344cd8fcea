import { createClient, type RedisClientOptions } from 'redis';

/** createClient builds a class of all commands, milliseconds of work; a duplicate does not. */
const template = createClient({
  RESP: 2,
  // A command is refused at once while there is no connection: the client's default would wait.
  disableOfflineQueue: true,
  // Each command has a deadline here; the client's own is an AbortSignal for each, 40 µs.
  commandOptions: { timeout: 0 },
});

export type Client = typeof template;

/** A client that is not connected yet, and never connects again by itself. */
export const clientWith = ({ socket, ...options }: RedisClientOptions): Client =>
  template.duplicate({
    ...(options as object),
    socket: { ...(socket as object), reconnectStrategy: false },
  });
