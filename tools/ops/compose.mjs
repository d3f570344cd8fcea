// npm run images -- --compose: brings docker/compose.yml up on the host's network, against fresh local
// engines instead of the engines' images, and asks through the proxy. The images must be built
// (npm run images). COMPOSE names another program than `docker compose`.
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../engines/engines.mjs';
import { freePort, messageOf, run } from '../engines/run.mjs';
import { consoleIn, ground, must, oneRound, until } from './docker.mjs';

const [command = '', ...first] = (process.env.COMPOSE ?? 'docker compose').split(' ');
/** @param {string} who @param {string} text */
const say = (who, text) => console.log(`${who.padEnd(15)} ${text}`);

/**
 * What differs on the host's network: each service has a port of its own, names are loopback.
 * @param {Ground} ground
 */
const overrideOf = async ({ engines, secrets }) => {
  /** @type {Record<string, number>} */
  const ports = {};
  const names = [
    'token',
    'directory',
    'internal-directory',
    'gateway-1',
    'internal-1',
    'gateway-2',
    'internal-2',
    'proxy',
  ];
  for (const name of names) ports[name] = await freePort();
  const { KAFKA_BROKERS, REDIS_URL } = engines.env;
  const here = { network_mode: 'host', networks: '!reset []' };
  const env = (/** @type {object} */ more) => ({ HOST: '127.0.0.1', KAFKA_BROKERS, ...more });
  const gateway = (/** @type {number} */ number) => ({
    ...here,
    environment: env({
      PORT: ports[`gateway-${number}`],
      INTERNAL_PORT: ports[`internal-${number}`],
      PUBLIC_BASE_URL: `http://127.0.0.1:${ports.proxy}`,
      TOKEN_SERVICE_URL: `http://127.0.0.1:${ports.token}`,
      DIRECTORY_URL: `http://127.0.0.1:${ports['internal-directory']}`,
      TRUSTED_PROXIES: 'loopback',
    }),
  });
  const services = {
    postgres: '!reset null',
    redis: '!reset null',
    kafka: '!reset null',
    'migrate-log': { ...here, depends_on: '!reset {}' },
    'migrate-directory': { ...here, depends_on: '!reset {}' },
    topics: { ...here, depends_on: '!reset {}', environment: env({}) },
    'token-service': {
      ...here,
      depends_on: { redis: '!reset null' },
      environment: env({ INTERNAL_PORT: ports.token, REDIS_URL }),
    },
    'user-directory': {
      ...here,
      environment: env({
        PORT: ports.directory,
        INTERNAL_PORT: ports['internal-directory'],
        GATEWAY_INTERNAL_URL: `http://127.0.0.1:${ports['internal-1']}`,
      }),
    },
    'gateway-1': gateway(1),
    'gateway-2': gateway(2),
    proxy: {
      ...here,
      ports: '!reset []',
      environment: {
        LISTEN: `127.0.0.1:${ports.proxy}`,
        HEALTH_PORT: `${ports.proxy}`,
        GATEWAY_1: `127.0.0.1:${ports['gateway-1']}`,
        GATEWAY_1_HEALTH: `${ports['internal-1']}`,
        GATEWAY_2: `127.0.0.1:${ports['gateway-2']}`,
        GATEWAY_2_HEALTH: `${ports['internal-2']}`,
      },
    },
  };
  const files = Object.fromEntries(
    fs.readdirSync(secrets).map((name) => [name, { file: path.join(secrets, name) }]),
  );
  return { ports, text: yamlOf({ services, secrets: files }) };
};

/** @typedef {Awaited<ReturnType<typeof ground>>} Ground */

/** JSON is YAML, but for the tags: `!reset` stands outside the quotes. */
const yamlOf = (/** @type {object} */ value) =>
  JSON.stringify(value, null, 2).replace(/"(!reset) (null|\[\]|\{\})"/g, '$1 $2');

/** @type {Ground | undefined} */
let base;
/** @type {((...args: string[]) => Promise<string>) | undefined} */
let compose;
try {
  base = await ground(say);
  const { ports, text } = await overrideOf(base);
  const override = path.join(base.dir, 'override.yml');
  fs.writeFileSync(override, text);
  const project = `rollcall-check-${process.pid}`;
  const files = ['-p', project, '-f', 'docker/compose.yml', '-f', override];
  compose = (...args) => run(command, [...first, ...files, ...args], { cwd: root });
  await compose('config', '-q');
  const began = performance.now();
  await compose('up', '-d', '--no-build', '--pull', 'never', '--wait');
  say('compose', `everything healthy after ${((performance.now() - began) / 1000).toFixed(1)} s`);
  const listed = (await compose('ps', '-a', '--format', 'json')).trim().split('\n');
  /** @type {{ Service: string, State: string, ExitCode: number }[]} */
  const rows = listed.map((line) => JSON.parse(line));
  for (const job of ['migrate-log', 'migrate-directory', 'topics']) {
    const { State, ExitCode } = rows.find(({ Service }) => Service === job) ?? {};
    must(State === 'exited' && ExitCode === 0, `${job} ended with 0`);
  }
  const proxy = `http://127.0.0.1:${ports.proxy}`;
  await oneRound(proxy, base.operatorKey);
  say('compose', 'the three jobs ended with 0; a user was created, read back and listed');
  await consoleIn(`${proxy}/console`);
  say('compose', 'the proxy leads to the console');
  await compose('stop', 'gateway-1');
  await until('the proxy answers with one gateway', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => fetch(`${proxy}/scim/v2/Users`)));
    return answers.every(({ status }) => status === 401);
  });
  say('compose', 'with one gateway stopped the other answers');
  console.log('\ncompose: all checks passed');
} catch (error) {
  console.error(`\ncompose: ${messageOf(error)}`);
  if (compose) console.error(await compose('logs', '--tail', '10').catch(() => ''));
  process.exitCode = 1;
} finally {
  await compose?.('down', '-v', '-t', '30').catch((error) => console.error(messageOf(error)));
  await base?.end();
}
