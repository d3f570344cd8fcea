import 'reflect-metadata';
import { createHttpApp, createLogger, EventLoopWatch, Metrics } from '@rollcall/platform';
import { AppModule } from './app.module';
import { ConsoleConfig } from './config/console-config';
import { GatewayConfig } from './config/gateway-config';
import { MangledTokens } from './connection-test/mangled-tokens';
import { Pools } from './database/pools';
import { Erasing } from './erasure/erasing';
import { QuirkLedger } from './idp-compat/quirk-ledger';
import { Neighbours } from './neighbours/neighbours';
import { Relays } from './relay/relays';
import { RequestLog } from './request-log/request-log';
import { SwitchOffs } from './request-log/switch-offs';
import { Revocations } from './scim/auth/revocations';

const WRITERS = [Erasing, MangledTokens, QuirkLedger, RequestLog, SwitchOffs];
const BROKER = [Relays, Revocations];

const config = Object.assign(new GatewayConfig(), {
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  KAFKA_BROKERS: ['127.0.0.1:1'],
  TOKEN_SERVICE_URL: 'http://127.0.0.1:1',
  DIRECTORY_URL: 'http://127.0.0.1:1',
  OPERATOR_KEYS: ['one:0123456789abcdef'],
  SERVICE_KEYS: ['0123456789abcdef'],
});

it('stops what writes first, then what waits for a broker, then its clients, and the pools last', async () => {
  const logger = createLogger('scim-gateway', 'fatal');
  const metrics = new Metrics('scim-gateway');
  const loop = new EventLoopWatch(metrics, logger);
  const consoleConfig = new ConsoleConfig();
  const runtime = { config, consoleConfig, logger, metrics, loop, tracing: undefined };
  const app = await createHttpApp(AppModule.with(runtime), logger, () => undefined);
  const stopped: string[] = [];
  for (const one of [...WRITERS, ...BROKER, Neighbours, Pools]) {
    const instance = app.get<{ onApplicationShutdown(): unknown }>(one, { strict: false });
    const stop = instance.onApplicationShutdown.bind(instance);
    instance.onApplicationShutdown = () => {
      stopped.push(one.name);
      return stop();
    };
  }
  await app.close();
  const first = stopped.slice(0, WRITERS.length);
  expect(first.sort()).toEqual(WRITERS.map(({ name }) => name).sort());
  expect(stopped.filter((name) => BROKER.some((one) => one.name === name))).toHaveLength(2);
  expect(stopped.at(-1)).toBe(Pools.name);
});
