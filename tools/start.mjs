// npm start: everything on this machine, until Ctrl-C.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isFree, messageOf } from './engines/run.mjs';
import { install } from './install.mjs';
import { typed } from './options.mjs';

const root = fileURLToPath(new URL('../', import.meta.url)).replace(/\/$/, '');
const local = path.join(root, '.local');
const began = performance.now();
/** @param {string} who @param {string} text */
const say = (who, text) => {
  const at = ((performance.now() - began) / 1000).toFixed(1).padStart(6);
  if (!quiet) console.log(`${at} s  ${who.padEnd(10)} ${text}`);
};

const HELP = `npm start [-- options]

Starts Kafka, Postgres and Redis from packages, builds, migrates, starts the services and the feed
of events, makes two demo tenants, and prints how to call them. Ctrl-C stops everything; the next start finds
the data again. Kafka needs Java 17 and Maven.

  --fresh     throw the data of earlier starts away
  --no-demo   no demo tenants, no example subscriber, no webhook receiver
  --quiet     print nothing but errors; .local/run.json has the addresses
  --help      this

Variables: KAFKA_BROKERS, DATABASE_URL and REDIS_URL replace an engine each. Ports:
GATEWAY_PORT (3000), GATEWAY_INTERNAL_PORT (3001), DIRECTORY_PORT (3002), TOKEN_PORT (3003),
DELIVERY_PORT (3005), DIRECTORY_INTERNAL_PORT (one that is free).`;

const off = /** @type {const} */ ({ type: 'boolean', default: false });
const { values: options } = typed(HELP, { fresh: off, 'no-demo': off, quiet: off });
const { quiet } = options;

/** @param {string} text @returns {never} */
const fail = (text) => {
  console.error(text);
  process.exit(1);
};

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19))
  fail(`Node 20.19 or newer is needed; this is ${process.version}.`);

/** @returns {Promise<void>} */
const compile = () =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['node_modules/@typescript/native/bin/tsc', '-b'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (/** @type {Buffer} */ text) => (out += text.toString()));
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`The build failed:\n${out}`)),
    );
  });
const build = async () => {
  await compile();
  say('build', 'done');
  if (await buildConsole()) say('console', 'built');
};

/** @param {string} file @returns {unknown} */
const read = (file) =>
  fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
/** @param {string} file @param {object} value */
const write = (file, value) =>
  fs.writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });

try {
  fs.mkdirSync(local, { recursive: true });
  fs.accessSync(local, fs.constants.W_OK);
} catch {
  fail(`The folder ${local} cannot be written to: make it writable.`);
}
if (!install(root, (text) => say('install', text), quiet ? 'ignore' : 'inherit'))
  fail('npm ci failed: see above.');
const { databaseUrl, startEngines } = await import('./engines/engines.mjs');
const { onEnding } = await import('./engines/ending.mjs');
const { ManagedProcess, stopAll } = await import('./engines/managed.mjs');
const { buildConsole } = await import('./console-build.mjs');
const { newSecrets, startStack } = await import('./stack/stack.mjs');
const { freePort } = await import('./engines/run.mjs');
const { startDelivery } = await import('./stack/delivery.mjs');
const { receiveWebhooks } = await import('./stack/webhooks.mjs');
const { adminOf, demoTenants, setUpLinkOf } = await import('./stack/admin.mjs');

/** Name, variable and default. @type {[string, string, number?][]} */
const PORTS = [
  ['gateway', 'GATEWAY_PORT', 3000],
  ['gateway-internal', 'GATEWAY_INTERNAL_PORT', 3001],
  ['directory', 'DIRECTORY_PORT', 3002],
  ['token', 'TOKEN_PORT', 3003],
  ['delivery', 'DELIVERY_PORT', 3005],
];
// Free unless it is set: who moves the others may not know of it.
if (process.env.DIRECTORY_INTERNAL_PORT)
  PORTS.push(['directory-internal', 'DIRECTORY_INTERNAL_PORT']);
const listeners = PORTS.map(([name, variable, otherwise]) => ({
  name,
  variable,
  port: Number(process.env[variable] ?? otherwise),
}));
const ports = Object.fromEntries(listeners.map(({ name, port }) => [name, port]));

const dir = path.join(local, 'engines');
const runFile = path.join(local, 'run.json');
/** @type {import('./engines/engines.mjs').Engines | undefined} */
let engines;
/** @type {import('./stack/stack.mjs').Stack | undefined} */
let stack;
/** @type {Awaited<ReturnType<typeof startDelivery>> | undefined} */
let delivery;
let stopping = false;

const stop = async (/** @type {number} */ code) => {
  if (stopping) return;
  stopping = true;
  say('stop', 'stopping');
  await delivery?.process.stop();
  await stack?.stop();
  await stopAll();
  await engines?.stop();
  fs.rmSync(runFile, { force: true });
  say('stop', 'everything is stopped');
  process.exit(code);
};
const onExit = (/** @type {string} */ name) => {
  if (stopping) return;
  console.error(`${name} ended by itself; stopping the rest. Its log is under .local.`);
  void stop(1);
};
onEnding(() => void stop(0));
// A pipe that was closed (`npm start | head`) must not leave the engines behind.
process.stdout.on('error', () => void stop(1));

try {
  const { endLeftovers } = await import('./engines/leftovers.mjs');
  if (fs.existsSync(dir)) await endLeftovers(dir, say);
  /** @type {string[]} */
  const taken = [];
  for (const { variable, port } of listeners)
    if (!(await isFree(port))) taken.push(`${variable}=${port}`);
  if (taken.length > 0)
    throw new Error(
      `In use: ${taken.join(', ')}. Stop what listens there, or set the variable to another port.`,
    );
  if (options.fresh) {
    const { wipePostgres } = await import('./engines/postgres.mjs');
    wipePostgres(dir);
    fs.rmSync(dir, { recursive: true, force: true });
    fs.rmSync(path.join(local, 'demo.json'), { force: true });
  }
  const secretsFile = path.join(local, 'secrets.json');
  // What an earlier version did not know yet is made now.
  const secrets = {
    ...newSecrets(),
    .../** @type {Partial<ReturnType<typeof newSecrets>> | undefined} */ (read(secretsFile)),
  };
  write(secretsFile, secrets);
  const starting = startEngines({ dir, say, env: process.env, onExit });
  const [started, built] = await Promise.allSettled([starting, build()]);
  if (started.status === 'rejected') throw started.reason;
  engines = started.value;
  if (built.status === 'rejected') throw built.reason;
  const internalPort = await freePort();
  stack = await startStack({
    engines,
    dir: path.join(local, 'logs'),
    ports,
    secrets,
    say,
    onExit,
    env: { gateway: { DELIVERY_URL: `http://127.0.0.1:${internalPort}` } },
  });
  const [gateway] = stack.gateways;
  delivery = await startDelivery({
    engines,
    dir: path.join(local, 'logs'),
    ...(ports.delivery === undefined ? {} : { port: ports.delivery }),
    internalPort,
    installation: new URL(gateway.scimBaseUrl).origin,
    serviceKey: stack.serviceKey,
    keys: [stack.directoryKey, stack.operatorKey],
    env: { SEALING_KEYS: secrets.sealingKeys, WEBHOOKS_ANYWHERE: 'true' },
    onExit,
  });
  say('delivery', `ready at ${delivery.eventsBaseUrl}`);
  const kept = /** @type {DemoTenant[] | undefined} */ (read(path.join(local, 'demo.json'))) ?? [];
  const admin = adminOf(gateway.adminBaseUrl, stack.operatorKey);
  const tenants = options['no-demo'] ? [] : await demoTenants(admin, gateway.scimBaseUrl, kept);
  if (tenants.length > 0) write(path.join(local, 'demo.json'), tenants);
  const { services } = stack;
  const [demo] = tenants;
  const setUpLink = demo && (await setUpLinkOf(admin, demo.id));
  write(runFile, {
    scimBaseUrl: gateway.scimBaseUrl,
    adminBaseUrl: gateway.adminBaseUrl,
    operatorKey: stack.operatorKey,
    consoleUrl: `${new URL(gateway.scimBaseUrl).origin}/console`,
    setUpLink,
    directoryBaseUrl: stack.directoryBaseUrl,
    directoryKey: stack.directoryKey,
    eventsBaseUrl: delivery.eventsBaseUrl,
    kafka: engines.env.KAFKA_BROKERS,
    postgres: databaseUrl(engines.env.DATABASE_URL, 'rollcall_log'),
    redis: engines.env.REDIS_URL,
    pids: {
      gateway: services.gateway.pid,
      directory: services.directory.pid,
      token: services.token.pid,
      delivery: delivery.process.pid,
      kafka: engines.kafka.pid,
      postgres: engines.postgres.pid,
      redis: engines.redis.pid,
    },
    tenants,
    serviceKey: stack.serviceKey,
    internal: {
      gateway: gateway.internalBaseUrl,
      directory: stack.directoryInternalUrl,
      token: stack.tokenBaseUrl,
      delivery: delivery.internalBaseUrl,
      logDatabaseUrl: stack.logDatabaseUrl,
      rebuild: stack.env,
    },
  });
  if (tenants.length > 0) {
    await subscribe(engines.env.KAFKA_BROKERS);
    const { internalBaseUrl } = delivery;
    await receiveWebhooks({ internalBaseUrl, key: stack.serviceKey, quiet, onExit });
  }
  if (!quiet) announce(gateway, tenants, delivery.eventsBaseUrl, setUpLink);
} catch (error) {
  if (!stopping) console.error(messageOf(error));
  await stop(1);
}

/** @param {string} brokers */
function subscribe(brokers) {
  return new ManagedProcess({
    name: 'subscriber',
    command: process.execPath,
    args: ['examples/who-may-log-in/dist/main.js'],
    options: { cwd: root, env: { PATH: process.env.PATH, KAFKA_BROKERS: brokers } },
    output: quiet ? 'ignore' : 'inherit',
    ready: async () => true,
    onExit,
  }).start();
}

/**
 * @typedef {import('./stack/admin.mjs').DemoTenant} DemoTenant
 *
 * @param {import('./stack/stack.mjs').Gateway} gateway
 * @param {readonly DemoTenant[]} tenants
 * @param {string} eventsBaseUrl
 * @param {string} [setUpLink]
 */
function announce(gateway, tenants, eventsBaseUrl, setUpLink) {
  const [first] = tenants;
  console.log(`
Rollcall is up.

  SCIM base URL   ${gateway.scimBaseUrl}
${tenants.map(({ profile, token }) => `  token, ${profile.padEnd(8)} ${token}`).join('\n')}
  console         ${setUpLink ?? `${new URL(gateway.scimBaseUrl).origin}/console`}
                  ${setUpLink ? `opens once; npm run rollcall -- link ${first?.id} makes another` : 'sign in with the operator key'}
  command line    npm run rollcall -- --help
  logs            .local/logs (services), .local/engines/logs
  addresses, keys .local/run.json
  stop            Ctrl-C; npm start finds the data again
`);
  if (first)
    console.log(`Create a user; the example subscriber and the webhook receiver below print the event:

curl -s ${gateway.scimBaseUrl}/Users -H 'Authorization: Bearer ${first.token}' -H 'Content-Type: application/scim+json' -d '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada@example.com","displayName":"Ada Lovelace","active":true,"externalId":"00u1"}'

The same event over HTTP:

curl -s '${eventsBaseUrl}?tenant=${first.id}&types=UserProvisioned' -H 'Authorization: Bearer ${stack?.directoryKey}'
`);
}
