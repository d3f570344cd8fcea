import { eventually } from '@rollcall/testing';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { RelayLeader } from './relay-leader';

describe('a relay', () => {
  it('gives up on a database that accepts the connection and does not answer', async () => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const failures: unknown[] = [];
    const unasked = () => Promise.reject(new Error('nobody leads'));
    const relay = new RelayLeader({
      databaseUrl: `postgres://postgres@127.0.0.1:${port}/postgres`,
      generation: 1,
      topic: 'none',
      sink: { partitionOf: () => 0, publish: unasked },
      reader: { ends: unasked, read: unasked },
      checkTopic: unasked,
      observer: {
        published: () => undefined,
        held: () => undefined,
        lead: () => undefined,
        failed: (reason) => failures.push(reason),
        stopped: () => undefined,
        renewed: () => undefined,
      },
    });
    relay.start();
    try {
      await eventually(() => expect(failures).not.toEqual([]));
    } finally {
      for (const socket of sockets) socket.destroy();
      server.close();
      await relay.stop();
    }
  }, 15_000);
});
