// The three services on given engines: used by npm start, the tests, the bench and the drills.
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { HEAPS } from '../../docker/heaps.mjs';
import { databaseUrl, root } from '../engines/engines.mjs';
import { ManagedProcess } from '../engines/managed.mjs';
import { freePort, run } from '../engines/run.mjs';

const node = process.execPath;
const secret = () => randomBytes(24).toString('base64url');

/**
 * @typedef {'gateway' | 'gateway-2' | 'directory' | 'token'} ServiceName
 * @typedef {Readonly<Record<string, string>>} Variables
 *
 * @typedef {object} Gateway
 * @property {string} scimBaseUrl
 * @property {string} adminBaseUrl
 * @property {string} internalBaseUrl
 *
 * @typedef {object} StackOptions
 * @property {{ env: import('../engines/engines.mjs').Engines['env'] }} engines
 * @property {string} dir the folder of the services' logs
 * @property {number} [gateways]
 * @property {Readonly<Partial<Record<string, number>>>} [ports] by name; what is not given is a free one
 * @property {Secrets} [secrets]
 * @property {Readonly<Partial<Record<'gateway' | 'directory' | 'token', Variables>>>} [env] for one kind of service
 * @property {Variables} [everywhere] for every process
 * @property {readonly string[]} [nodeArgs]
 * @property {(name: string) => void} [onExit]
 * @property {import('../engines/leftovers.mjs').Say} [say]
 *
 * @typedef {ReturnType<typeof newSecrets>} Secrets
 * @typedef {Awaited<ReturnType<typeof startStack>>} Stack
 */

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

export const digest = (/** @type {string} */ key) => createHash('sha256').update(key).digest('hex');

/** Who may ask the directory of a stack on this machine; operators may, too. @param {Secrets} secrets */
const clientKeysOf = ({ directoryKey, operatorKey, serviceKey }) =>
  Object.entries({ product: directoryKey, operator: operatorKey, internal: serviceKey })
    .map(([name, key]) => `${name}:${digest(key)}:logins:read+directory:read+snapshot:read`)
    .join(',');

/** @param {number} port @returns {Promise<boolean>} */
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

/** @param {string} app */
const heapOf = (app) =>
  Object.entries(HEAPS)
    .filter(([name]) => name === app)
    .map(([, heap]) => `--initial-old-space-size=${heap}`);

/**
 * @param {object} described
 * @param {string} described.app
 * @param {string} described.name
 * @param {number} described.port where its health is
 * @param {NodeJS.ProcessEnv} described.env
 * @param {string} described.dir
 * @param {readonly string[]} described.nodeArgs
 * @param {(name: string) => void} described.onExit
 */
export const service = ({ app, name, port, env, dir, nodeArgs, onExit }) =>
  new ManagedProcess({
    name,
    command: node,
    args: [...heapOf(app), ...nodeArgs, path.join(root, `apps/${app}/dist/main.js`)],
    options: { cwd: root, env: { PATH: process.env.PATH, ...env } },
    ready: () => ok(port),
    log: path.join(dir, `${name}.log`),
    // A machine that many share starts a service slowly.
    limit: 90_000,
    onExit,
  });

/**
 * Brings both databases and the topics to what the services expect.
 * @param {{ KAFKA_BROKERS: string, logDatabaseUrl: string, directoryDatabaseUrl: string }} environment
 * @param {Variables} [everywhere]
 */
const prepare = async (environment, everywhere = {}) => {
  const script = (/** @type {string} */ file, /** @type {Variables} */ env) =>
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

/** @param {Readonly<Partial<Record<string, number>>>} given @param {number} gateways */
const portsOf = async (given, gateways) => {
  const names = ['directory', 'directory-internal', 'token'];
  for (let i = 1; i <= gateways; i += 1) names.push(gatewayName(i), `${gatewayName(i)}-internal`);
  /** @type {Record<string, number>} */
  const ports = {};
  for (const name of names) ports[name] = given[name] ?? (await freePort());
  return (/** @type {string} */ name) => ports[name] ?? 0;
};

const gatewayName = (/** @type {number} */ number) =>
  number === 1 ? 'gateway' : `gateway-${number}`;

/**
 * Starts token service, directory and gateways, and waits until each is ready.
 * `everywhere` adds variables to every process, `env` to one kind of service:
 * `{ directory: { LIST_DEADLINE_MS: '500' } }`.
 * @param {StackOptions} options
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
  const portOf = await portsOf(given, gateways);
  const at = (/** @type {string} */ name) => `http://127.0.0.1:${portOf(name)}`;
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
    // No balancer routes to these: their ports close at once.
    DRAIN_MS: '0',
    ...everywhere,
  };
  /**
   * @param {string} app
   * @param {string} name
   * @param {string} internal the name of the port where its health is
   * @param {Record<string, string | number>} more
   */
  const one = (app, name, internal, more) =>
    service({
      app,
      name,
      port: portOf(internal),
      env: Object.fromEntries(
        Object.entries({ ...both, INTERNAL_PORT: portOf(internal), ...more }).map(
          ([variable, value]) => [variable, String(value)],
        ),
      ),
      dir,
      nodeArgs,
      onExit,
    });
  const token = one('token-service', 'token', 'token', {
    REDIS_URL,
    TOKEN_SERVICE_KEYS: secrets.tokenServiceKey,
    TOKEN_PEPPERS: secrets.peppers,
    INSTALLATION: at('gateway'),
    ...env.token,
  });
  const directory = one('user-directory', 'directory', 'directory-internal', {
    PORT: portOf('directory'),
    DATABASE_URL: urls.directoryDatabaseUrl,
    DIRECTORY_KEYS: secrets.gatewayDirectoryKey,
    GATEWAY_INTERNAL_URL: at('gateway-internal'),
    CLIENT_KEYS: clientKeysOf(secrets),
    ...env.directory,
  });
  const gatewayAt = (/** @type {string} */ name) =>
    one('scim-gateway', name, `${name}-internal`, {
      PORT: portOf(name),
      PUBLIC_BASE_URL: at(name),
      INSTALLATION: at('gateway'),
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
      KEY_HOSTS_ANYWHERE: 'true',
      ...env.gateway,
    });
  const names = Array.from({ length: gateways }, (_, i) => gatewayName(i + 1));
  const gateway = gatewayAt('gateway');
  const others = names.slice(1).map((name) => [name, gatewayAt(name)]);
  /** @type {{ token: ManagedProcess, directory: ManagedProcess, gateway: ManagedProcess } & Record<string, ManagedProcess>} */
  const services = { token, directory, gateway, ...Object.fromEntries(others) };
  const stop = async () => {
    const { token: tokens, directory: lists, ...front } = services;
    await Promise.all(Object.values(front).map((one) => one.stop()));
    await Promise.all([tokens.stop(), lists.stop()]);
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
    gateways: /** @type {[Gateway, ...Gateway[]]} */ (
      names.map((name) => ({
        scimBaseUrl: `${at(name)}/scim/v2`,
        adminBaseUrl: `${at(name)}/admin/v1`,
        internalBaseUrl: at(`${name}-internal`),
      }))
    ),
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
