import { createLogger } from '@rollcall/platform';
import Fastify from 'fastify';
import { watchForwarded } from './forwarded';

/** A server that trusts `trusted`, a clock that the test sets, and the log. */
const scene = (trusted?: string) => {
  let now = 0;
  const lines: object[] = [];
  const logger = createLogger('x');
  logger.warn = (fields: object) => lines.push(fields);
  const watch = watchForwarded(logger, () => now);
  const app = Fastify(trusted === undefined ? {} : { trustProxy: trusted });
  app.addHook('onRequest', (request, _reply, done) => {
    watch(request);
    done();
  });
  app.get('/', (request) => request.ip);
  const get = (forwarded?: string) =>
    app.inject({
      url: '/',
      remoteAddress: '10.0.0.5',
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    });
  return { get, lines, pass: (ms: number) => (now += ms) };
};

describe('X-Forwarded-For of a peer that is not trusted', () => {
  it('is logged once a minute, with the address of the peer', async () => {
    const { get, lines, pass } = scene();
    for (let i = 0; i < 50; i += 1) await get('203.0.113.9');
    expect(lines).toEqual([{ peer: '10.0.0.5' }]);
    pass(60_000);
    await get('203.0.113.9');
    expect(lines).toHaveLength(2);
  });

  it('is not logged when the peer is trusted, or sent none', async () => {
    const trusted = scene('10.0.0.0/8');
    expect((await trusted.get('203.0.113.9')).body).toBe('203.0.113.9');
    expect(trusted.lines).toEqual([]);
    const plain = scene();
    await plain.get();
    expect(plain.lines).toEqual([]);
  });
});
