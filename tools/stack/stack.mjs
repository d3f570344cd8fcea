// The three services on given engines: used by npm start, the tests, the bench and the drills.
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { HEAPS } from '../../docker/heaps.mjs';
import { databaseUrl, root } from '../engines/engines.mjs';
import { Part } from '../engines/part.mjs';
import { freePort, run } from '../engines/run.mjs';

const node = process.execPath;
const secret = () => randomBytes(24).toString('base64url');

export const newSecrets = () => ({
  operatorKey: secret(),
  /** Of operators, on the internal ports. */
  serviceKey: secret(),
  tokenServiceKey: secret(),
  gatewayDirectoryKey: secret(),
  /** Of a service of the product, at the directory. */
  directoryKey: secret(),
  sealingKeys: `s1:${secret()}`,
  peppers: `k1:${secret()}`,
  consolePeppers: `c1:${secret()}`,
});

const digest = (key) => createHash('sha256').update(key).digest('hex');

/** Who may ask the directory of a stack on this machine; operators may, too. */
const clientKeysOf = ({ directoryKey, operatorKey, serviceKey }) =>
  Object.entries({ product: directoryKey, operator: operatorKey, internal: serviceKey })
    .map(([name, key]) => `${name}:${digest(key)}:logins:read+directory:read`)
    .join(',');

const ok = (port) =>
  new Promise((resolve, reject) => {
    const request = http.get(
      { host: '127.0.0.1', port, path: '/health/ready', timeout: 1_000 },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode === 200);
      },
    );
    request.on('timeout', () => request.destroy());
    request.on('error', reject);
  });

const heapOf = (app) => (app in HEAPS ? [`--initial-old-space-size=${HEAPS[app]}`] : []);

const service = (nodeArgs) => (app, name, port, env, log, onExit) =>
  new Part({
    name,
    command: node,
    args: [...heapOf(app), ...nodeArgs, path.join(root, `apps/${app}/dist/main.js`)],
    options: { cwd: root, env: { PATH: process.env.PATH, ...env } },
    ready: () => ok(port),
    log: path.join(log, `${name}.log`),
    // A machine that many share starts a service slowly.
    limit: 90_000,
    onExit,
  });

/** Brings both databases and the topics to what the services expect. */
export const prepare = async (environment, everywhere = {}) => {
  const script = (file, env) =>
    run(node, [path.join(root, file)], { env: { PATH: process.env.PATH, ...everywhere, ...env } });
  await Promise.all([
    script('apps/scim-gateway/dist/commands/migrate.js', {
      DATABASE_URL: environment.logDatabaseUrl,
    }),
    script('apps/user-directory/dist/commands/migrate.js', {
      DATABASE_URL: environment.directoryDatabaseUrl,
    }),
    script('apps/scim-gateway/dist/commands/topics.js', {
      KAFKA_BROKERS: environment.KAFKA_BROKERS,
      DEVELOPMENT: 'true',
    }),
  ]);
};

/** Ports by name; what is not given is a free one. */
const portsOf = async (given, gateways) => {
  const names = ['directory', 'directory-internal', 'token'];
  for (let i = 1; i <= gateways; i += 1) names.push(gatewayName(i), `${gatewayName(i)}-internal`);
  const ports = {};
  for (const name of names) ports[name] = given[name] ?? (await freePort());
  return ports;
};

const gatewayName = (number) => (number === 1 ? 'gateway' : `gateway-${number}`);

/**
 * Starts token service, directory and gateways, and waits until each is ready.
 * `everywhere` adds variables to every process, `env` to one kind of service:
 * `{ directory: { LIST_DEADLINE_MS: '500' } }`.
 */
export const startStack = async ({
  engines,
  dir,
  gateways = 1,
  ports: given = {},
  secrets = newSecrets(),
  env = {},
  everywhere = {},
  nodeArgs = [],
  onExit = () => {},
  say = () => {},
}) => {
  fs.mkdirSync(dir, { recursive: true });
  const ports = await portsOf(given, gateways);
  const at = (name) => `http://127.0.0.1:${ports[name]}`;
  const { KAFKA_BROKERS, DATABASE_URL, REDIS_URL } = engines.env;
  const urls = {
    KAFKA_BROKERS,
    logDatabaseUrl: databaseUrl(DATABASE_URL, 'rollcall_log'),
    directoryDatabaseUrl: databaseUrl(DATABASE_URL, 'rollcall_directory'),
  };
  await prepare(urls, everywhere);
  say('database', 'migrated; topics ready');
  const both = {
    KAFKA_BROKERS,
    INTERNAL_KEYS: secrets.serviceKey,
    DEVELOPMENT: 'true',
    NODE_ENV: 'production',
    // Nobody routes to these: their doors close at once.
    DRAIN_MS: '0',
    ...everywhere,
  };
  const one = service(nodeArgs);
  const services = {
    token: one(
      'token-service',
      'token',
      ports.token,
      {
        ...both,
        INTERNAL_PORT: ports.token,
        REDIS_URL,
        TOKEN_SERVICE_KEYS: secrets.tokenServiceKey,
        TOKEN_PEPPERS: secrets.peppers,
        ...env.token,
      },
      dir,
      onExit,
    ),
    directory: one(
      'user-directory',
      'directory',
      ports['directory-internal'],
      {
        ...both,
        PORT: ports.directory,
        INTERNAL_PORT: ports['directory-internal'],
        DATABASE_URL: urls.directoryDatabaseUrl,
        DIRECTORY_KEYS: secrets.gatewayDirectoryKey,
        GATEWAY_INTERNAL_URL: at('gateway-internal'),
        CLIENT_KEYS: clientKeysOf(secrets),
        ...env.directory,
      },
      dir,
      onExit,
    ),
  };
  for (let i = 1; i <= gateways; i += 1) {
    const name = gatewayName(i);
    services[name] = one(
      'scim-gateway',
      name,
      ports[`${name}-internal`],
      {
        ...both,
        PORT: ports[name],
        INTERNAL_PORT: ports[`${name}-internal`],
        PUBLIC_BASE_URL: at(name),
        DATABASE_URL: urls.logDatabaseUrl,
        OPERATOR_KEYS: secrets.operatorKey,
        TOKEN_SERVICE_KEYS: secrets.tokenServiceKey,
        DIRECTORY_KEYS: secrets.gatewayDirectoryKey,
        SEALING_KEYS: secrets.sealingKeys,
        // Opens what a start of a former version sealed.
        SERVICE_KEYS: secrets.serviceKey,
        CONSOLE_PEPPERS: secrets.consolePeppers,
        TOKEN_SERVICE_URL: at('token'),
        DIRECTORY_URL: at('directory-internal'),
        // Benches and tests ask as fast as they can; the product's own limit is lower.
        TENANT_RATE_LIMIT: '100000',
        WEBHOOKS_ANYWHERE: 'true',
        ...env.gateway,
      },
      dir,
      onExit,
    );
  }
  const stop = async () => {
    const names = Object.keys(services);
    await Promise.all(
      names.filter((name) => name.startsWith('gateway')).map((name) => services[name].stop()),
    );
    await Promise.all(names.map((name) => services[name].stop()));
  };
  try {
    await Promise.all(
      Object.entries(services).map(async ([name, part]) => {
        await part.start();
        say(name, `ready at ${at(name)}`);
      }),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    services,
    gateways: Array.from({ length: gateways }, (_, i) => ({
      scimBaseUrl: `${at(gatewayName(i + 1))}/scim/v2`,
      adminBaseUrl: `${at(gatewayName(i + 1))}/admin/v1`,
      internalBaseUrl: at(`${gatewayName(i + 1)}-internal`),
    })),
    directoryBaseUrl: `${at('directory')}/directory/v1`,
    directoryInternalUrl: at('directory-internal'),
    directoryKey: secrets.directoryKey,
    tokenBaseUrl: at('token'),
    operatorKey: secrets.operatorKey,
    serviceKey: secrets.serviceKey,
    secrets,
    logDatabaseUrl: urls.logDatabaseUrl,
    env: {
      KAFKA_BROKERS,
      DATABASE_URL: urls.directoryDatabaseUrl,
      GATEWAY_INTERNAL_URL: at('gateway-internal'),
      INTERNAL_KEYS: secrets.serviceKey,
    },
    stop,
  };
};
