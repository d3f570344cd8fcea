import { readFileSync } from 'node:fs';
import path from 'node:path';
import { getMetadataStorage } from 'class-validator';
import { parse } from 'yaml';
import { named, ofKind, pods, render, root, SCENARIOS } from './rendered.mjs';

/** A variable that no service reads has no effect; one that cannot be set is missing. */

/** @typedef {new () => object} Config */

/** A configuration class of what is built. @param {string} file @param {string} name @returns {Config} */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- Jest compiles specs to CommonJS.
const built = (file, name) => require(path.join(root, file))[name];
const GatewayConfig = built('apps/scim-gateway/dist/config/gateway-config.js', 'GatewayConfig');
const ConsoleConfig = built('apps/scim-gateway/dist/config/console-config.js', 'ConsoleConfig');
const DirectoryConfig = built(
  'apps/user-directory/dist/config/directory-config.js',
  'DirectoryConfig',
);
const TokenConfig = built('apps/token-service/dist/config/token-config.js', 'TokenConfig');
const DrainConfig = built('libs/platform/dist/graceful-shutdown.js', 'DrainConfig');
const TracingConfig = built('libs/platform/dist/tracing.js', 'TracingConfig');

const declared = (/** @type {Config[]} */ ...configs) =>
  new Set(
    configs.flatMap((config) => {
      const found = getMetadataStorage().getTargetValidationMetadatas(config, '', true, false);
      return [...Object.keys(new config()), ...found.map(({ propertyName }) => propertyName)];
    }),
  );

const READ = {
  gateway: declared(GatewayConfig, ConsoleConfig, DrainConfig, TracingConfig),
  directory: declared(DirectoryConfig, DrainConfig, TracingConfig),
  tokens: declared(TokenConfig, DrainConfig),
};

/**
 * Without a value of its own in the chart: `services.<name>.config` sets it.
 * @type {Readonly<Record<keyof typeof READ, string[]>>}
 */
const TUNED = {
  gateway: [
    'ADMIN_OPERATOR_LIMIT',
    'ADMIN_SESSION_LIMIT',
    'ADMIN_TENANT_LIMIT',
    'ADMISSION_GRACE_MS',
    'BODY_LIMIT',
    'CONSOLE_DIR', // the image has the console in its place
    'HEARTBEAT_SECONDS',
    'KEY_HOSTS',
    'KEY_HOSTS_ANYWHERE',
    'MAX_CONNECTIONS',
    'MAX_CONNECTIONS_PER_SOURCE',
    'OTEL_BSP_SCHEDULE_DELAY',
    'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
    'REQUEST_LOG',
    'REQUEST_LOG_DAILY_ROWS',
    'REQUEST_TIMEOUT_MS',
    'SESSION_IDLE_SECONDS',
    'SESSION_SECONDS',
    'SIGN_IN_ATTEMPTS_LIMIT',
    'STALLED_AFTER_MS',
    'TENANT_RATE_LIMIT',
    'UNKNOWN_TOKENS_LIMIT',
    'WEBHOOKS_ANYWHERE',
  ],
  directory: [
    'ANSWER_CONNECTIONS',
    'LIST_CONNECTIONS',
    'LIST_DEADLINE_MS',
    'LOGIN_MAX_AGE_SECONDS',
    'OTEL_BSP_SCHEDULE_DELAY',
    'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
    'PROJECTION_CONNECTIONS',
    'REPLICA_DEADLINE_MS',
    'SNAPSHOT_CONNECTIONS',
    'SNAPSHOT_MAX_SECONDS',
  ],
  tokens: [],
};

/** What must be given by reference, as a file, and never stand in a ConfigMap. */
const SECRET =
  /(KEYS|PEPPERS|SECRET|USERNAME|PASSWORD|^DATABASE_URL|(REPLICA|REQUEST_LOG)_DATABASE_URL|REDIS_URL)$/;

/** Read for one release more; where the chart still gives it, gateways open with it what it sealed. */
const FORMER = 'SERVICE_KEYS';

/** Digests. */
const NO_SECRET = 'CLIENT_KEYS';
const isSecret = (/** @type {string} */ name) => SECRET.test(name) && name !== NO_SECRET;

/** Node's own. */
const NODES = new Set(['NODE_EXTRA_CA_CERTS']);

const plain = (/** @type {string} */ name) => name.replace(/_FILE$/, '');
/** @param {import('./rendered.mjs').Manifest[]} documents @param {Service} service */
const given = (documents, service) => named(documents, 'ConfigMap', `rollcall-${service}`).data;
/** @typedef {keyof typeof READ} Service */
const services = /** @type {Service[]} */ (Object.keys(READ));
const untuned = services.map((name) => `services.${name}.config={}`);

const FEED_CLIENTS = 'networkPolicy.deliveryClients=[{"podSelector":{}}]';

/** Scenarios that between them use every value that becomes a variable. */
const settable = (/** @type {Service} */ service) =>
  new Set(
    [
      render('minimal', ...untuned),
      render('production', ...untuned, 'development=true', 'installation="https://eu.example.com"'),
      render('production', ...untuned, 'redis.mode="cluster"'),
      render('production', ...untuned, 'services.delivery.enabled=true', FEED_CLIENTS),
    ].flatMap((documents) => Object.keys(given(documents, service)).map(plain)),
  );

describe.each(SCENARIOS)('the variables of the chart, %s', (scenario) => {
  const documents = render(scenario);

  it.each(services)('%s reads each that it is given', (service) => {
    const data = given(documents, service);
    const strangers = Object.keys(data).filter(
      (name) => !READ[service].has(plain(name)) && !NODES.has(name),
    );
    expect(strangers).toEqual([]);
    // And what it cannot do without is there.
    for (const name of ['KAFKA_BROKERS', 'INTERNAL_KEYS_FILE']) expect(data).toHaveProperty(name);
  });

  it.each(services)('the secrets of %s are files', (service) => {
    const bare = Object.keys(given(documents, service)).filter(isSecret);
    expect(bare).toEqual([]);
  });

  it('are texts', () => {
    for (const { data } of ofKind(documents, 'ConfigMap'))
      for (const value of Object.values(data)) expect(typeof value).toBe('string');
    for (const { spec } of pods(documents))
      for (const { env = [] } of spec.containers)
        for (const { value } of env) expect(typeof value).toBe('string');
  });
});

describe.each(services)('each variable that %s reads', (service) => {
  it('has a value in the chart, or is one that is tuned by services.….config', () => {
    const can = settable(service);
    const without = [...READ[service]].filter((name) => !can.has(name) && name !== FORMER).sort();
    expect(without).toEqual(TUNED[service]);
  });

  it('reaches the service when it is tuned', () => {
    const config = Object.fromEntries(TUNED[service].map((name) => [name, '1']));
    const documents = render('production', `services.${service}.config=${JSON.stringify(config)}`);
    expect(given(documents, service)).toMatchObject(config);
  });

  it('is in docs/running.md', () => {
    const page = readFileSync(path.join(root, 'docs/running.md'), 'utf8');
    const missing = [...READ[service]].filter((name) => !page.includes(`\`${name}\``));
    // What the image and Node's exporter know by themselves.
    expect(missing.filter((name) => !/^OTEL_(BSP|EXPORTER_OTLP_TRACES)/.test(name))).toEqual([]);
  });
});

describe('the compose file', () => {
  const text = readFileSync(path.join(root, 'docker/compose.yml'), 'utf8');
  /** @typedef {{ environment: Record<string, string>, secrets: string[] }} ComposeService */
  /** @type {{ services: Record<string, ComposeService>, secrets: Record<string, { file: string }> }} */
  const compose = parse(text, { merge: true });
  const serviceOf = (/** @type {string} */ name) => {
    const found = compose.services[name];
    if (!found) throw new Error(`there is no service ${name}`);
    return found;
  };
  /** @type {[Service, string][]} */
  const SERVICES = [
    ['gateway', 'gateway-1'],
    ['directory', 'user-directory'],
    ['tokens', 'token-service'],
  ];

  it.each(SERVICES)('gives %s (%s) what it reads, secrets as files', (name, own) => {
    const { environment, secrets } = serviceOf(own);
    const names = Object.keys(environment);
    expect(names.filter((one) => !READ[name].has(plain(one)))).toEqual([]);
    // Redis has no password there: its address is no secret.
    expect(names.filter((one) => isSecret(one) && one !== 'REDIS_URL')).toEqual([]);
    for (const one of names.filter((found) => found.endsWith('_FILE')))
      expect(secrets.map((secret) => `/run/secrets/${secret}`)).toContain(environment[one]);
    for (const secret of secrets) expect(compose.secrets).toHaveProperty(secret);
  });

  it('can say everything of sign-in and branding that the gateway reads', () => {
    const names = Object.keys(serviceOf('gateway-1').environment).map(plain);
    const wanted = [...READ.gateway].filter((name) =>
      /^OIDC_|^BRAND_|^CONSOLE_PEPPERS$/.test(name),
    );
    expect(wanted.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('has each of its secrets made by secrets.sh', () => {
    const script = readFileSync(path.join(root, 'docker/secrets.sh'), 'utf8');
    for (const { file } of Object.values(compose.secrets))
      expect(script).toContain(path.basename(file));
  });
});
