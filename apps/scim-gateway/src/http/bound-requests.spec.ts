import type { TenantId } from '@rollcall/contracts';
import Fastify, { type FastifyInstance } from 'fastify';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { ScimRequest } from '../scim/pipeline/caller';
import { RequestBounds } from './bound-requests';
import { Load } from './load';

const MEBIBYTE = 1_048_576;
const STALLED_MS = 3_000;

/** A real server whose tenant stands in the header `tenant`; `/scim/big` answers eight mebibytes. */
describe('requests under way', () => {
  let app: FastifyInstance;
  let load: Load;
  let base: { port: number; host: string };
  const sockets: Socket[] = [];
  let [begun, answered] = [0, 0];

  beforeEach(async () => {
    load = new Load({ bodies: 2, bodyBytes: 1_000, unread: 12 * MEBIBYTE, unreadOfAll: 1e9 });
    const bounds = new RequestBounds(load);
    app = Fastify({ connectionTimeout: STALLED_MS, forceCloseConnections: true, bodyLimit: 1_000 });
    app.addHook('onRequest', (request, reply, done) => {
      reply.raw.once('close', () => bounds.release(request));
      const tenantId = String(request.headers['tenant']) as TenantId;
      (request as ScimRequest).caller = { tenantId } as ScimRequest['caller'];
      done();
    });
    bounds.attach(app);
    app.setErrorHandler((error: { status?: number; retryAfterSeconds?: number }, _, reply) =>
      reply.code(error.status ?? 500).send({ retryAfter: error.retryAfterSeconds }),
    );
    app.post('/scim/things', async () => ({ made: true }));
    app.get('/scim/big', (_request, reply) => reply.send('x'.repeat(8 * MEBIBYTE)));
    app.get('/scim/slow', async () => {
      begun += 1;
      await new Promise((resolve) => setTimeout(resolve, 100));
      answered += 1;
      return 'x'.repeat(8 * MEBIBYTE);
    });
    app.get('/scim/small', async () => ({ small: true }));
    await app.listen({ port: 0, host: '127.0.0.1' });
    base = { port: (app.server.address() as AddressInfo).port, host: '127.0.0.1' };
  });
  afterEach(async () => {
    for (const one of sockets.splice(0)) one.destroy();
    await app.close();
  });

  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
  };
  const send = (text: string, reads = true) => {
    const socket = connect(base);
    sockets.push(socket);
    const sent = { socket, said: '', closed: false };
    socket.on('error', () => undefined);
    socket.on('close', () => (sent.closed = true));
    if (reads) socket.on('data', (piece) => (sent.said += String(piece).slice(0, 2_000)));
    socket.write(text);
    return sent;
  };
  const post = (tenant: string, body: string, length = body.length) =>
    send(
      `POST /scim/things HTTP/1.1\r\nhost: x\r\ntenant: ${tenant}\r\ncontent-type: application/json\r\n` +
        `content-length: ${length}\r\n\r\n${body}`,
    );
  const get = (tenant: string, path: string, reads = true) =>
    send(`GET /scim/${path} HTTP/1.1\r\nhost: x\r\ntenant: ${tenant}\r\n\r\n`, reads);
  const statusOf = async (sent: { readonly said: string; readonly closed: boolean }) => {
    await until(() => sent.said.includes('\r\n\r\n') || sent.closed);
    return Number(/^HTTP\/1\.1 (\d+)/.exec(sent.said)?.[1] ?? 0);
  };

  it('may leave so many bodies half sent for a tenant; another is served', async () => {
    const half = [post('a', '{', 400), post('a', '{', 400)];
    await until(() => load.bodyBytes === 800);
    const third = post('a', '{"a":1}');
    expect([await statusOf(third), third.said.includes('"retryAfter":1')]).toEqual([429, true]);
    expect(await statusOf(post('b', '{"a":1}'))).toBe(200);
    expect(await statusOf(get('a', 'small'))).toBe(200);
    expect(await statusOf(post('b', '{', 400))).toBe(503);
    await until(() => half.every(({ closed }) => closed));
    await until(() => load.bodyBytes === 0);
    expect(await statusOf(post('a', '{"a":1}'))).toBe(200);
  });

  it('count a whole body no longer than it takes to read it', async () => {
    for (let i = 0; i < 9; i++) expect(await statusOf(post('a', '{"a":1}'))).toBe(200);
    expect(load.bodyBytes).toBe(0);
  });

  it('count a body of chunks as the most that may come', async () => {
    send(
      'POST /scim/things HTTP/1.1\r\nhost: x\r\ntenant: a\r\ncontent-type: application/json\r\n' +
        'transfer-encoding: chunked\r\n\r\n1\r\n{\r\n',
    );
    await until(() => load.bodyBytes === 1_000);
    expect(await statusOf(post('b', '{"a":1}'))).toBe(503);
  });

  it('whose answers are not read are bounded, and their connections are closed', async () => {
    const unread = [get('a', 'big', false), get('a', 'big', false)];
    await until(() => load.unread >= 12 * MEBIBYTE);
    expect(await statusOf(get('a', 'small'))).toBe(429);
    expect(await statusOf(get('b', 'small'))).toBe(200);
    await until(() => unread.every(({ closed }) => closed) || load.unread === 0);
    expect(load.unread).toBe(0);
    expect(await statusOf(get('a', 'small'))).toBe(200);
  });

  it('count no answer of a caller who hung up before it was there', async () => {
    for (let i = 0; i < 3; i += 1) {
      const { socket } = get('a', 'slow', false);
      await until(() => begun > i);
      socket.destroy();
    }
    await until(() => answered === 3);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(load.unread).toBe(0);
    expect(await statusOf(get('a', 'small'))).toBe(200);
  });
});
