// npm run images: builds the image of each service, starts them read-only and non-root on the host's
// network against fresh local engines, and asks them.
import { HEAPS } from '../../docker/heaps.mjs';
import { freePort, messageOf } from '../engines/run.mjs';
import { typed } from '../options.mjs';
import {
  APPS,
  build,
  consoleIn,
  docker,
  ground,
  imageOf,
  inspect,
  must,
  oneRound,
  until,
} from './docker.mjs';

const HELP = `npm run images [-- options]

Builds the image of each service, starts them read-only and non-root on the host's network against
fresh engines of this machine, and asks them. Needs Docker.

  --node-image IMAGE   the image below ours (node:24-bookworm-slim)
  --no-build           the images are built already
  --compose            brings docker/compose.yml up instead; the images must be built

Variables: DOCKER and COMPOSE name other programs than docker and "docker compose";
BUILD_NETWORK=host lets a build use the machine's own resolver.`;
const { values: flags } = typed(HELP, {
  'node-image': { type: 'string', default: 'node:24-bookworm-slim' },
  'no-build': { type: 'boolean', default: false },
  compose: { type: 'boolean', default: false },
});
if (flags.compose) {
  await import('./compose.mjs');
  process.exit();
}

const MOST_MB_OVER_BASE = 200;
/** @param {string} who @param {string} text */
const say = (who, text) => console.log(`${who.padEnd(15)} ${text}`);
const secret = (/** @type {string} */ name) => `/run/secrets/${name}`;
/** @type {string[]} */
const started = [];

/** @typedef {{ env: Readonly<Record<string, string | number>>, secrets: string }} Options */

const flagsOf = (/** @type {Options} */ { env, secrets }) => [
  '--network',
  'host',
  '--read-only',
  '--tmpfs',
  '/tmp',
  '--cap-drop',
  'ALL',
  '--security-opt',
  'no-new-privileges',
  '--memory',
  '512m',
  '-v',
  `${secrets}:/run/secrets:ro`,
  ...Object.entries(env).flatMap(([name, value]) => ['-e', `${name}=${value}`]),
];

/** @param {import('./docker.mjs').App} app @param {string} command @param {Options} options */
const job = (app, command, options) =>
  docker('run', '--rm', ...flagsOf(options), imageOf(app), command);

/** @param {import('./docker.mjs').App} app @param {Options} options */
const service = async (app, options) => {
  const name = `rollcall-check-${app}-${process.pid}`;
  await docker('run', '-d', '--name', name, ...flagsOf(options), imageOf(app));
  started.push(name);
  await until(
    `${app} is healthy`,
    async () => (await inspect(name, '{{.State.Health.Status}}')) === 'healthy',
  );
  const inside = `
    const fs = require('node:fs');
    const writes = (file) => { try { fs.writeFileSync(file, ''); return true; } catch { return false; } };
    const there = ['npm', 'npx', 'yarn', 'corepack', 'apt', 'apt-get', 'dpkg'].filter((name) =>
      process.env.PATH.split(':').some((dir) => fs.existsSync(dir + '/' + name)));
    const caps = /CapEff:\\s*(\\w+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1];
    console.log(JSON.stringify({ uid: process.getuid(), root: writes('/x'), app: writes('/app/x'),
      tmp: writes('/tmp/x'), there, caps, node: process.version,
      first: fs.readFileSync('/proc/1/cmdline', 'utf8').split('\\0'),
      parts: JSON.parse(fs.readFileSync('/app/sbom.cdx.json')).components.length }));`;
  /** @type {{ uid: number, root: boolean, app: boolean, tmp: boolean, there: string[], caps: string, node: string, first: string[], parts: number }} */
  const found = JSON.parse(await docker('exec', name, 'node', '-e', inside));
  must(found.uid === 10001, `${app} runs as 10001, not ${found.uid}`);
  must(!found.root && !found.app && found.tmp, `${app} can write to /tmp alone`);
  must(found.there.length === 0, `${app} has no package manager (${found.there.join()})`);
  const heap = Object.entries(HEAPS)
    .filter(([name]) => name === app)
    .map(([, size]) => `--initial-old-space-size=${size}`);
  const first = ['node', ...heap, '/app/docker/run.mjs', 'main', ''].join();
  must(found.first.join() === first, `${app} is started as ${first}, not ${found.first.join()}`);
  must(/^0+$/.test(found.caps), `${app} has no capability (${found.caps})`);
  say(app, `healthy as ${found.uid}, Node ${found.node}, ${found.parts} packages in its SBOM`);
  return name;
};

const stop = async (/** @type {string} */ name) => {
  const began = performance.now();
  await docker('stop', '-t', '40', name);
  const code = await inspect(name, '{{.State.ExitCode}}');
  must(code === '0', `${name} stops with 0, not ${code}`);
  return Math.round(performance.now() - began);
};

const size = async (/** @type {string} */ image) => Number(await inspect(image, '{{.Size}}')) / 1e6;

/** @type {Awaited<ReturnType<typeof ground>> | undefined} */
let base;
try {
  if (!flags['no-build'])
    for (const app of APPS) {
      const began = performance.now();
      await build(app, flags['node-image']);
      say(app, `built in ${((performance.now() - began) / 1000).toFixed(0)} s`);
    }
  for (const app of APPS) {
    const over = (await size(imageOf(app))) - (await size(flags['node-image']));
    must(over <= MOST_MB_OVER_BASE, `${app} is at most ${MOST_MB_OVER_BASE} MB over its base`);
    say(app, `${over.toFixed(0)} MB over its base`);
  }
  base = await ground(say);
  const { engines, secrets, operatorKey } = base;
  const { KAFKA_BROKERS, REDIS_URL } = engines.env;
  const ports = {
    token: await freePort(),
    directory: await freePort(),
    'internal-directory': await freePort(),
    gateway: await freePort(),
    internal: await freePort(),
  };
  const both = { HOST: '127.0.0.1', KAFKA_BROKERS, DEVELOPMENT: 'true' };
  const log = { DATABASE_URL_FILE: secret('log_database_url') };
  const directory = { DATABASE_URL_FILE: secret('directory_database_url') };
  const keys = { INTERNAL_KEYS_FILE: secret('internal_keys') };
  const toTokens = { TOKEN_SERVICE_KEYS_FILE: secret('token_service_keys') };
  const toDirectory = { DIRECTORY_KEYS_FILE: secret('directory_keys') };
  await job('scim-gateway', 'migrate', { env: log, secrets });
  await job('user-directory', 'migrate', { env: directory, secrets });
  await job('scim-gateway', 'topics', { env: both, secrets });
  say('jobs', 'both databases and the topics are there');
  await service('token-service', {
    env: {
      ...both,
      ...keys,
      ...toTokens,
      INTERNAL_PORT: ports.token,
      REDIS_URL,
      TOKEN_PEPPERS_FILE: secret('token_peppers'),
    },
    secrets,
  });
  await service('user-directory', {
    env: {
      ...both,
      ...keys,
      ...toDirectory,
      ...directory,
      PORT: ports.directory,
      INTERNAL_PORT: ports['internal-directory'],
      GATEWAY_INTERNAL_URL: `http://127.0.0.1:${ports.internal}`,
    },
    secrets,
  });
  await service('scim-gateway', {
    env: {
      ...both,
      ...keys,
      ...toTokens,
      ...toDirectory,
      ...log,
      PORT: ports.gateway,
      INTERNAL_PORT: ports.internal,
      OPERATOR_KEYS_FILE: secret('operator_keys'),
      SEALING_KEYS_FILE: secret('sealing_keys'),
      CONSOLE_PEPPERS_FILE: secret('console_peppers'),
      TOKEN_SERVICE_URL: `http://127.0.0.1:${ports.token}`,
      DIRECTORY_URL: `http://127.0.0.1:${ports['internal-directory']}`,
    },
    secrets,
  });
  await oneRound(`http://127.0.0.1:${ports.gateway}`, operatorKey);
  say('together', 'a user was created, read back and listed');
  await consoleIn(`http://127.0.0.1:${ports.gateway}/console`);
  say('scim-gateway', 'the console is in it');
  for (const name of [...started].reverse()) say('stop', `${name}: 0 after ${await stop(name)} ms`);
  console.log('\nimages: all checks passed');
} catch (error) {
  console.error(`\nimages: ${messageOf(error)}`);
  for (const name of started) {
    const said = await docker('logs', '--tail', '15', name).catch(() => '');
    console.error(`\n${name}:\n${said}`);
  }
  process.exitCode = 1;
} finally {
  for (const name of started) await docker('rm', '-f', name).catch(() => undefined);
  await base?.end();
}
