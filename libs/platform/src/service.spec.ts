import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createLogger } from './logger';
import { Metrics } from './metrics';
import { addHealth, correlationIdOf, createInternalServer, portOf } from './service';
import { ProblemError } from './problem';

const quiet = createLogger('spec', 'silent', { write: () => undefined });

describe('a correlation id', () => {
  const [uuid, trace] = [
    '3f6c0f8e-2a52-4d0c-8f2e-0e4f3c1f9b77',
    '0af7651916cd43dd8448eb211c80319c',
  ];

  it.each([uuid, uuid.toUpperCase(), trace, `00-${trace}-b7ad6b7169203331-01`, 'a'.repeat(64)])(
    'is the caller’s when it has the form of an id: %s',
    (given) => expect(correlationIdOf({ 'x-correlation-id': given })).toBe(given),
  );

  it('is the first of two headers', () => {
    expect(correlationIdOf({ 'x-request-id': trace })).toBe(trace);
    expect(correlationIdOf({ 'x-correlation-id': uuid, 'x-request-id': trace })).toBe(uuid);
  });

  it.each([
    '',
    'a b',
    'a\n{"level":50}',
    'ü',
    'a'.repeat(65),
    // What may say who somebody is: a name, an address, a number.
    'abc-1',
    'ada',
    'zelda.quux@example.com',
    'made-zelda-quux-of-example',
    '+49-170-1234567',
    '0049-170-1234-5678-90',
    '4111111111111111',
    `user:${uuid}`,
  ])('is ours instead of %j', (given) => {
    const id = correlationIdOf({ 'x-correlation-id': given });
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(id).not.toBe(given);
  });

  it('is ours when there is none, or several', () => {
    expect(correlationIdOf({})).toMatch(/^[0-9a-f-]{36}$/);
    expect(correlationIdOf({ 'x-correlation-id': [uuid, trace] })).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a server that closes', () => {
  it('waits for the request in flight, and for no connection without one', async () => {
    const server = createInternalServer(quiet);
    let answer = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      server.get('/slow', async () => {
        resolve();
        await new Promise<void>((end) => (answer = end));
        return 'done';
      });
    });
    await server.listen({ host: '127.0.0.1', port: 0 });
    const unused = connect(portOf(server), '127.0.0.1');
    await once(unused, 'connect');
    const slow = fetch(`http://127.0.0.1:${portOf(server)}/slow`);
    await begun;
    const ended = once(unused, 'close');
    unused.resume();
    const closed = server.close();
    await ended;
    answer();
    expect(await (await slow).text()).toBe('done');
    await closed;
  });
});

describe('an internal server', () => {
  const server = createInternalServer(quiet);
  afterAll(() => server.close());

  it('tells health, readiness with what is missing, and metrics', async () => {
    const missing: string[] = [];
    const metrics = new Metrics('spec');
    const counter = metrics.counter('rollcall_spec_total', 'Spec.', ['kind']);
    counter.inc({ kind: 'a' }, 2);
    metrics.gauge('rollcall_spec_now', 'Spec.', [], (gauge) => gauge.set(7));
    metrics.histogram('rollcall_spec_ms', 'Spec.', [], [1, 10]).observe(5);
    addHealth(server, metrics, async () => missing);
    server.get('/refused', () => {
      throw new ProblemError(409, 'Conflict', 'Not twice.');
    });
    await server.listen({ host: '127.0.0.1', port: 0 });
    const get = (path: string) => fetch(`http://127.0.0.1:${portOf(server)}${path}`);
    expect(await (await get('/health/live')).json()).toEqual({ status: 'live' });
    expect((await get('/health/ready')).status).toBe(200);
    missing.push('postgres');
    const unready = await get('/health/ready');
    expect(unready.status).toBe(503);
    expect(await unready.json()).toEqual({ status: 'not ready', missing: ['postgres'] });
    const text = await (await get('/metrics')).text();
    expect(text).toContain('rollcall_spec_total{kind="a",service="spec"} 2');
    expect(text).toContain('rollcall_spec_now{service="spec"} 7');
    expect(text).toContain('rollcall_spec_ms_bucket{le="10",service="spec"} 1');
    const refused = await get('/refused');
    expect(refused.status).toBe(409);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
  });
});

/** A process of its own, as built: `run` ends its process. */
const running = (start: string, deadlineMs = 25_000, drainMs = 0) => {
  const door = join(__dirname, '../dist/index.js');
  const script = `
    const door = ${JSON.stringify(door)};
    const { run, createLogger, ConfigError } = require(door);
    const logger = createLogger('spec');
    run(() => logger, ${start}, ${deadlineMs}).then(() => console.error('up'));`;
  const child = spawn(process.execPath, ['-e', script], {
    env: { ...process.env, DRAIN_MS: String(drainMs) },
  });
  let said = '';
  let lines = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => (lines += chunk.toString()));
  const up = new Promise<void>((resolve) =>
    child.stderr.on('data', () => (said.includes('up') ? resolve() : undefined)),
  );
  const ended = new Promise<{ code: number | null; said: string; lines: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, said, lines })),
  );
  return { child, up, ended, text: () => lines };
};

describe('a service that runs', () => {
  it('stops at SIGTERM and ends with 0, its last line written', async () => {
    const { child, up, ended } = running(`async () => {
      const timer = setInterval(() => undefined, 1000);
      return async () => { clearInterval(timer); logger.info('stopped'); };
    }`);
    await up;
    child.kill('SIGTERM');
    const { code, lines } = await ended;
    expect(code).toBe(0);
    expect(lines).toContain('"msg":"stopped"');
  });

  it('is not ready before all of it has started', async () => {
    const { child, up, ended, text } = running(
      `async () => {
        const { addHealth, createInternalServer, Metrics, portOf } = require(door);
        const server = createInternalServer(logger);
        addHealth(server, new Metrics('spec'), () => []);
        await server.listen({ host: '127.0.0.1', port: 0 });
        const ask = async () => (await fetch(\`http://127.0.0.1:\${portOf(server)}/health/ready\`)).json();
        console.log('before=' + (await ask()).status + ';');
        setImmediate(async () => console.log('after=' + (await ask()).status + ';'));
        return () => server.close();
      }`,
    );
    await up;
    while (!text().includes('after=')) await new Promise((resolve) => setTimeout(resolve, 10));
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    expect(text()).toContain('before=starting;');
    expect(text()).toContain('after=ready;');
  });

  it('serves on while it leaves: not ready, each answer the last of its connection', async () => {
    const { child, up, ended, text } = running(
      `async () => {
        const { addHealth, createInternalServer, Metrics, portOf } = require(door);
        const server = createInternalServer(logger);
        addHealth(server, new Metrics('spec'), () => []);
        server.get('/work', () => 'done');
        await server.listen({ host: '127.0.0.1', port: 0 });
        console.log('port=' + portOf(server) + ';');
        return () => server.close();
      }`,
      25_000,
      700,
    );
    await up;
    const port = /port=(\d+);/.exec(text())?.[1];
    const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    expect((await get('/work')).headers.get('connection')).toBe('keep-alive');
    child.kill('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect((await get('/health/ready')).status).toBe(503);
    const served = await get('/work');
    expect([served.status, served.headers.get('connection')]).toEqual([200, 'close']);
    expect((await ended).code).toBe(0);
  });

  it('ends with 1 and a line when its stop takes too long, whatever it waits for', async () => {
    const { child, up, ended } = running(
      `async () => {
        const timer = setInterval(() => undefined, 1000);
        return () => { clearInterval(timer); return new Promise(() => undefined); };
      }`,
      300,
    );
    await up;
    child.kill('SIGINT');
    const { code, lines } = await ended;
    expect(code).toBe(1);
    expect(lines).toContain('graceful shutdown timed out');
  });

  it('ends with 0 when the signal comes before it is up', async () => {
    const { child, ended } = running(`() => {
      console.error('starting');
      setInterval(() => undefined, 1000);
      return new Promise(() => undefined);
    }`);
    await once(child.stderr, 'data');
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });

  it('ends with 1 at a second signal', async () => {
    const { child, up, ended } = running(`async () => {
      const timer = setInterval(() => undefined, 1000);
      return () => new Promise(() => undefined);
    }`);
    await up;
    child.kill('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 200));
    child.kill('SIGTERM');
    expect((await ended).code).toBe(1);
  });

  it('says in one sentence why it could not start', async () => {
    const failed = await running(`async () => { throw new Error('no database'); }`).ended;
    expect(failed).toMatchObject({ code: 1, said: 'Could not start: Error: no database\n' });
    const wrong = await running(`async () => { throw new ConfigError(['PORT is wrong']); }`).ended;
    expect(wrong).toMatchObject({
      code: 1,
      said: 'The configuration does not fit:\n  - PORT is wrong\n',
    });
  });

  it('outlives an unhandled rejection, and logs it', async () => {
    const { child, up, ended } = running(`async () => {
      const timer = setInterval(() => undefined, 1000);
      setTimeout(() => void Promise.reject(new Error('lost')), 100);
      return async () => clearInterval(timer);
    }`);
    await up;
    await new Promise((resolve) => setTimeout(resolve, 400));
    child.kill('SIGTERM');
    const { code, lines } = await ended;
    expect(code).toBe(0);
    expect(lines).toContain('unhandled promise rejection');
  });
});
