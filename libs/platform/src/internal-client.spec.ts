import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { Socket, type AddressInfo } from 'node:net';
import { DEADLINE, InternalClient, NeighbourUnavailable } from './internal-client';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

describe('an internal client', () => {
  let server: Server;
  let answer: Answer;
  let received: string[];
  const clients: InternalClient[] = [];
  const sockets = new Set<Socket>();

  beforeEach(async () => {
    received = [];
    server = createServer((request, response) => {
      received.push(`${request.method} ${request.url}`);
      answer(request, response);
    });
    server.on('connection', (socket) => sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    for (const one of clients.splice(0)) one.close();
    for (const one of sockets) one.destroy();
    sockets.clear();
    await new Promise((resolve) => server.close(resolve));
  });

  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  /** Of one connection: the next question comes on it. */
  const client = (baseUrl = address(), deadlineMs = 5_000) => {
    const options = { service: 'tokens', baseUrl, key: 'k1', deadlineMs, sockets: 1 };
    const made = new InternalClient(options);
    clients.push(made);
    return made;
  };
  const saying =
    (text: string, status = 200): Answer =>
    (_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(text);
    };
  const bodyOf = async (request: IncomingMessage) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString();
  };

  it('asks with the key, under the path of its base, and keeps the connection', async () => {
    const seen: (string | undefined)[] = [];
    answer = (request, response) => {
      seen.push(request.headers.authorization);
      saying('{"a":1}')(request, response);
    };
    const one = client(`${address()}/below/`);
    expect(await one.json('GET', '/x?y=%2F')).toEqual({ a: 1 });
    await one.json('GET', '/x');
    expect(received).toEqual(['GET /below/x?y=%2F', 'GET /below/x']);
    expect(seen).toEqual(['Bearer k1', 'Bearer k1']);
    expect(sockets.size).toBe(1);
  });

  it('sends a body as JSON, with its length in bytes', async () => {
    let got: unknown;
    answer = (request, response) =>
      void bodyOf(request).then((text) => {
        got = {
          text,
          type: request.headers['content-type'],
          length: request.headers['content-length'],
        };
        saying('{}')(request, response);
      });
    await client().json('POST', '/x', { name: 'Zoë' });
    expect(got).toEqual({ text: '{"name":"Zoë"}', type: 'application/json', length: '15' });
  });

  it('says with each question how long it still waits, also when it asks again', async () => {
    const waits: number[] = [];
    answer = (request, response) => {
      waits.push(Number(request.headers[DEADLINE]));
      if (waits.length !== 2) return saying('{}')(request, response);
      setTimeout(() => request.socket.destroy(), 30);
    };
    const one = client(undefined, 4_000);
    await one.json('GET', '/x');
    await one.json('GET', '/x');
    expect(waits).toHaveLength(3);
    const [first = 0, second = 0, again = 0] = waits;
    expect(first).toBeLessThanOrEqual(4_000);
    expect(first).toBeGreaterThan(3_000);
    expect(again).toBeLessThanOrEqual(second - 25);
  });

  it('withdraws a request whose caller hangs up, and leaves no listener', async () => {
    const caller = new Socket();
    let closed: Promise<unknown> | undefined;
    const asking = new Promise<void>((resolve) => {
      answer = (request) => {
        closed = once(request.socket, 'close');
        resolve();
      };
    });
    const one = client();
    const question = one.raw('POST', '/x', {}, true, {}, caller);
    question.catch(() => undefined);
    await asking;
    caller.destroy();
    await expect(question).rejects.toThrow('the client closed the connection');
    await closed;
    expect(received).toHaveLength(1);
    await expect(one.raw('POST', '/x', {}, true, {}, caller)).rejects.toThrow(
      'closed the connection',
    );
    answer = saying('{}');
    const other = new Socket();
    await one.raw('POST', '/x', {}, true, {}, other);
    expect([received.length, other.listenerCount('close')]).toEqual([2, 0]);
  });

  it('gives the raw answer whatever its status', async () => {
    answer = saying('{"title":"no"}', 409);
    const { status, body, headers } = await client().raw('DELETE', '/x');
    expect([status, body.toString(), headers['content-type']]).toEqual([
      409,
      '{"title":"no"}',
      'application/json',
    ]);
  });

  it.each([
    ['another status', saying('{}', 500), 'tokens: it answered 500'],
    ['broken JSON', saying('{"a":'), 'tokens: its answer (200, 5 bytes) is no JSON'],
    ['no text at all', saying('', 200), 'tokens: its answer (200, 0 bytes) is no JSON'],
  ])('reports %s as unavailable, without the text of the answer', async (_name, given, said) => {
    answer = given;
    const refusal = await client()
      .json('GET', '/x')
      .catch((reason: unknown) => reason);
    expect(refusal).toBeInstanceOf(NeighbourUnavailable);
    expect((refusal as Error).message).toBe(said);
  });

  it('gives up at the deadline, before and within an answer', async () => {
    answer = () => undefined;
    await expect(client(address(), 50).raw('GET', '/x')).rejects.toThrow('no answer within 50 ms');
    const own = client().json('GET', '/x', undefined, true, 60);
    await expect(own).rejects.toThrow('no answer within 60 ms');
    answer = (_request, response) => void response.writeHead(200).write('{');
    await expect(client(address(), 80).raw('GET', '/x')).rejects.toThrow(NeighbourUnavailable);
  });

  it('gives up at the deadline, or with its caller, also while it waits for a connection', async () => {
    const arrival = new Promise<ServerResponse>((resolve) => {
      answer = (_request, response) => resolve(response);
    });
    const one = client();
    const first = one.json('GET', '/first');
    const response = await arrival;
    const caller = new Socket();
    const withdrawn = one.raw('POST', '/withdrawn', {}, true, {}, caller);
    const late = one.json('GET', '/late', undefined, true, 50);
    late.catch(() => undefined);
    setTimeout(() => caller.destroy(), 10);
    await expect(withdrawn).rejects.toThrow('the client closed the connection');
    await expect(late).rejects.toThrow('no answer within 50 ms');
    response.end('{}');
    expect(await first).toEqual({});
    answer = saying('{}');
    await one.json('GET', '/next');
    expect(received).toEqual(['GET /first', 'GET /next']);
  });

  it('says so when no server listens', async () => {
    const refusal = client('http://127.0.0.1:1').raw('GET', '/x');
    await expect(refusal).rejects.toThrow(/^tokens: .*ECONNREFUSED/);
  });

  describe('when a kept connection is closed underneath', () => {
    /** The first question of a connection is answered; the next ends the connection unread. */
    const resetting: Answer = (request, response) => {
      const { socket } = request as IncomingMessage & { socket: Socket & { used?: boolean } };
      if (socket.used) return void socket.resetAndDestroy();
      socket.used = true;
      saying('{"a":1}')(request, response);
    };
    beforeEach(() => (answer = resetting));

    it('asks an idempotent question once more', async () => {
      const one = client();
      await one.json('GET', '/first');
      expect(await one.json('GET', '/second')).toEqual({ a: 1 });
      expect(received).toEqual(['GET /first', 'GET /second', 'GET /second']);
    });

    it('asks a POST once more only when it is said to be idempotent', async () => {
      const one = client();
      await one.json('GET', '/first');
      await expect(one.json('POST', '/write', {})).rejects.toThrow(NeighbourUnavailable);
      await one.json('GET', '/again');
      expect(await one.json('POST', '/question', {}, true)).toEqual({ a: 1 });
    });

    it('does not ask a third time', async () => {
      const one = client();
      await one.json('GET', '/first');
      answer = (request) => void request.socket.resetAndDestroy();
      await expect(one.json('GET', '/second')).rejects.toThrow(NeighbourUnavailable);
      expect(received).toHaveLength(3);
    });
  });

  it('does not repeat what failed on a new connection', async () => {
    answer = (request) => void request.socket.resetAndDestroy();
    await expect(client().raw('GET', '/x')).rejects.toThrow(NeighbourUnavailable);
    expect(received).toHaveLength(1);
  });

  it('speaks TLS at an https address', async () => {
    // A plain server hangs up on the hello of TLS: what matters is that a hello was said.
    let hello: Uint8Array = new Uint8Array();
    const plain = createServer();
    plain.on('connection', (socket: Socket) => {
      socket.removeAllListeners('data');
      socket.once('data', (chunk: Buffer) => {
        hello = chunk;
        socket.destroy();
      });
    });
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const { port } = plain.address() as AddressInfo;
    await expect(client(`https://127.0.0.1:${port}`).raw('GET', '/x')).rejects.toThrow(
      NeighbourUnavailable,
    );
    expect(hello[0]).toBe(0x16);
    await new Promise((resolve) => plain.close(resolve));
  });

  it('refuses any other kind of address', () => {
    expect(() => client('ftp://127.0.0.1')).toThrow(/http or https/);
  });
});
