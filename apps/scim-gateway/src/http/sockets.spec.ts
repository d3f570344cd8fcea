import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { Sockets, type SocketEnd } from './sockets';

/** A real server; `hold` keeps its requests open. */
describe('the connections of a server', () => {
  let server: Server;
  let sockets: Sockets;
  let ends: SocketEnd[];
  let held: ServerResponse[];
  let hold: boolean;
  let clients: Client[];

  interface Client {
    readonly socket: Socket;
    closed: boolean;
    said: string;
  }

  const start = async (ofAll: number, ofSource: number, proxies: readonly string[] = []) => {
    sockets = new Sockets(
      { ofAll, ofSource },
      (address) => (proxies.includes(address) ? undefined : address),
      (how) => ends.push(how),
    );
    server = createServer((request: IncomingMessage, response: ServerResponse) => {
      sockets.busy(request.socket);
      response.once('close', () => sockets.idle(request.socket));
      if (hold) held.push(response);
      else response.end('ok');
    });
    sockets.watch(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  };
  beforeEach(() => {
    [ends, held, clients, hold] = [[], [], [], false];
  });
  afterEach(async () => {
    for (const { socket } of clients) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
  };
  const open = async (localAddress = '127.0.0.1'): Promise<Client> => {
    const { port } = server.address() as AddressInfo;
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    const client: Client = { socket, closed: false, said: '' };
    clients.push(client);
    socket.on('error', () => undefined);
    socket.on('data', (text) => (client.said += String(text)));
    socket.on('close', () => (client.closed = true));
    const before = sockets.open + ends.length;
    await until(() => client.closed || (!socket.connecting && sockets.open + ends.length > before));
    return client;
  };
  const ask = async (client: Client): Promise<void> => {
    const before = client.said.length + held.length;
    client.socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await until(() => client.closed || client.said.length + held.length > before);
    // The answer is here before the server's own close of it.
    await new Promise((resolve) => setTimeout(resolve, 10));
  };

  it('close the one that was idle longest when a source has too many', async () => {
    await start(10, 2);
    const [first, second] = [await open(), await open()];
    await ask(second);
    await ask(first);
    const third = await open();
    await until(() => second.closed);
    expect([first.closed, third.closed, ends, sockets.open]).toEqual([false, false, ['idle'], 2]);
  });

  it('close one that never sent a request before one that did, however long that is idle', async () => {
    await start(10, 3);
    const used = await open();
    await ask(used);
    for (let i = 0; i < 9; i++) await open();
    expect([used.closed, ends.length]).toEqual([false, 7]);
    await ask(used);
    expect(used.said.match(/ok/g)).toHaveLength(2);
  });

  it('leave those with a request under way, and refuse where there is no other', async () => {
    await start(10, 2);
    hold = true;
    const [first, second] = [await open(), await open()];
    await ask(first);
    await ask(second);
    const third = await open();
    await until(() => third.closed);
    expect([first.closed, second.closed, ends]).toEqual([false, false, ['refused']]);
    held[0]?.end('ok');
    await until(() => first.said.endsWith('ok'));
    const fourth = await open();
    await until(() => first.closed);
    expect([second.closed, fourth.closed]).toEqual([false, false]);
  });

  it('count each source apart', async () => {
    await start(10, 1);
    const [one, other] = [await open(), await open('127.0.0.2')];
    expect([one.closed, other.closed, ends]).toEqual([false, false, []]);
  });

  it('are bounded for all sources together', async () => {
    await start(2, 10);
    const [first] = [await open(), await open('127.0.0.2')];
    await open('127.0.0.3');
    await until(() => first.closed);
    expect([sockets.open, ends]).toEqual([2, ['idle']]);
  });

  it('know a source whose only connection made room for its next one', async () => {
    await start(1, 10);
    const first = await open();
    const second = await open();
    await until(() => first.closed);
    expect([sockets.open, sockets.sources]).toEqual([1, 1]);
    await open('127.0.0.2');
    await until(() => second.closed);
    expect([sockets.open, sockets.sources]).toEqual([1, 1]);
  });

  it('of a trusted proxy are bounded by the bound of all alone', async () => {
    await start(3, 1, ['127.0.0.1']);
    for (let i = 0; i < 3; i++) await open();
    expect([sockets.open, ends]).toEqual([3, []]);
  });

  it('are counted once, however they end', async () => {
    await start(10, 10);
    const all = [await open(), await open(), await open()];
    all[0]?.socket.destroy();
    all[1]?.socket.end();
    await until(() => sockets.open === 1);
    for (let i = 0; i < 30; i++) await open();
    expect(sockets.open).toBe(10);
  });
});
