import { createLogger, loadConfig, type Logger } from '@rollcall/platform';
import type { FastifyRequest } from 'fastify';
import { ConsoleConfig } from './console-config';
import { GatewayConfig } from './gateway-config';
import { Attempts } from '../console-auth/attempts';
import { Cookies } from '../console-auth/cookie';
import { AdminLimits } from '../admin-kit/admin-limits';
import { Gate } from '../console-auth/gate';
import { keyNames, operatorKey, sayKeys } from './operator-keys';

const SECRET = '0123456789abcdef';
const KEYS = [`ada:${SECRET}`, 'an-old-key-without-name', `bob:${SECRET.toUpperCase()}`];

/** What is logged, as JSON lines. */
const listening = (): { logger: Logger; lines: string[] } => {
  const lines: string[] = [];
  return { lines, logger: createLogger('spec', 'info', { write: (line) => lines.push(line) }) };
};

describe('an operator key', () => {
  const nameOf = keyNames(KEYS);

  it.each([
    [`Bearer ${SECRET}`, 'ada'],
    [`Bearer ${SECRET.toUpperCase()}`, 'bob'],
    ['Bearer an-old-key-without-name', 'operator'],
    [`Bearer ada:${SECRET}`, undefined],
    ['Bearer ada', undefined],
    ['Bearer ', undefined],
    [SECRET, undefined],
    [undefined, undefined],
  ])('%j is of %s', (header, name) => expect(nameOf(header)).toBe(name));

  it('without a name stays valid, and the log names it at boot', () => {
    expect(operatorKey('an-old-key-without-name')).toEqual({
      name: 'operator',
      secret: 'an-old-key-without-name',
    });
    const { logger, lines } = listening();
    sayKeys(KEYS, logger);
    expect(JSON.parse(lines[0] as string)).toMatchObject({ names: ['ada', 'operator', 'bob'] });
    expect(lines[1]).toContain('has no name');
    expect(lines.join()).not.toMatch(/0123456789|an-old-key/i);
    const named = listening();
    sayKeys([`ada:${SECRET}`], named.logger);
    expect(named.lines).toHaveLength(1);
  });

  it.each([
    [`ada:${SECRET}`, true],
    ['an-old-key-without-name', true],
    [`ada:${SECRET.slice(1)}`, false],
    ['too-short', false],
    ['ada:too-short-though-all-is-not'.slice(0, 18), false],
    [`with space:${SECRET}`, true],
    ['', false],
  ])('%j can be configured: %s', (key, fits) => {
    const environment = {
      DATABASE_URL: 'postgres://x',
      KAFKA_BROKERS: '127.0.0.1:9092',
      SERVICE_KEYS: SECRET,
      TOKEN_SERVICE_URL: 'http://x',
      DIRECTORY_URL: 'http://x',
      OPERATOR_KEYS: key,
    };
    const load = () => loadConfig(GatewayConfig, environment);
    if (fits) expect(load().OPERATOR_KEYS).toEqual([key]);
    else expect(load).toThrow(/OPERATOR_KEYS must be name:secret/);
  });
});

it('a wrong operator key is logged with its address, as often as it may be tried', async () => {
  const { logger, lines } = listening();
  const attempts = new Attempts({ ofOne: 2, ofAll: 10 });
  const sessions = undefined as never;
  const config = { OPERATOR_KEYS: KEYS, origin: 'http://x' };
  const gate = new Gate(
    config,
    sessions,
    new Cookies(config),
    attempts,
    new AdminLimits(new ConsoleConfig(), { limited: () => undefined }),
    logger,
    () => undefined,
  );
  const headers = { authorization: 'Bearer a-wrong-one-of-somebody' };
  const request = {
    method: 'GET',
    url: '/admin/v1/acts',
    routeOptions: { url: '/admin/v1/acts' },
    headers,
    ip: '203.0.113.7',
    id: 'c',
  } as unknown as FastifyRequest;
  const answers = [401, 401, 429, 429];
  for (const status of answers) await expect(gate.admit(request)).rejects.toMatchObject({ status });
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual(
    [1, 2].map(
      () => expect.objectContaining({ source: '203.0.113.7', correlationId: 'c' }) as object,
    ),
  );
  expect(lines.join()).not.toContain('wrong-one');
});
