// What the checks of images and of the compose file share: Docker, secrets as files, one round of questions.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { databaseUrl, root, startEngines } from '../engines/engines.mjs';
import { run, sleep } from '../engines/run.mjs';

/** @typedef {'scim-gateway' | 'user-directory' | 'token-service' | 'event-delivery'} App */

/** @type {readonly App[]} */
export const APPS = ['scim-gateway', 'user-directory', 'token-service', 'event-delivery'];

/** DOCKER names another client than the one in PATH; DOCKER_HOST is the client's own. */
const client = process.env.DOCKER ?? 'docker';

/** The command names BuildKit: a client without the buildx plug-in would use the old builder. */
export const docker = (/** @type {string[]} */ ...args) =>
  run(client, args, { cwd: root, env: { ...process.env, DOCKER_BUILDKIT: '1' } });

/** @param {string} name @param {string} template */
export const inspect = async (name, template) =>
  (await docker('inspect', '-f', template, name)).trim();

/** @param {App} app */
export const imageOf = (app, version = 'local') => `localhost/rollcall/${app}:${version}`;

/**
 * BUILD_NETWORK=host lets a build use the machine's own resolver.
 * @param {App} app
 * @param {string} nodeImage
 */
export const build = (app, nodeImage) =>
  docker(
    'build',
    ...(process.env.BUILD_NETWORK ? [`--network=${process.env.BUILD_NETWORK}`] : []),
    '-f',
    'docker/Dockerfile',
    '--build-arg',
    `APP=${app}`,
    '--build-arg',
    `NODE_IMAGE=${nodeImage}`,
    '-t',
    imageOf(app),
    '.',
  );

const chance = () => randomBytes(24).toString('base64url');

/**
 * Fresh engines of this machine, and the secrets that lead to them as files for the containers.
 * @param {import('../engines/leftovers.mjs').Say} say
 */
export const ground = async (say) => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'rollcall-images-'));
  fs.chmodSync(dir, 0o755);
  const engines = await startEngines({ dir: path.join(dir, 'engines'), fresh: true, say, env: {} });
  const values = {
    log_database_url: databaseUrl(engines.env.DATABASE_URL, 'rollcall_log'),
    directory_database_url: databaseUrl(engines.env.DATABASE_URL, 'rollcall_directory'),
    operator_keys: chance(),
    token_service_keys: chance(),
    directory_keys: chance(),
    internal_keys: chance(),
    client_keys: '',
    sealing_keys: `s1:${chance()}`,
    service_keys: '',
    token_peppers: `k1:${chance()}`,
    console_peppers: `c1:${chance()}`,
    request_log_database_url: '',
    oidc_client_secret: '',
    postgres_password: 'not asked for on loopback',
  };
  const secrets = path.join(dir, 'secrets');
  fs.mkdirSync(secrets);
  for (const [name, value] of Object.entries(values))
    fs.writeFileSync(path.join(secrets, name), `${value}\n`, { mode: 0o444 });
  return {
    engines,
    secrets,
    dir,
    operatorKey: values.operator_keys,
    end: async () => {
      await engines.stop();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
};

/**
 * Asks until the answer is true; rejects with what it waited for.
 * @param {string} what
 * @param {() => Promise<boolean>} question
 */
export const until = async (what, question, limitMs = 90_000) => {
  for (const end = Date.now() + limitMs; Date.now() < end; await sleep(300))
    if (await question().catch(() => false)) return;
  throw new Error(`Waited ${limitMs / 1_000} s for this in vain: ${what}.`);
};

/** @param {boolean} holds @param {string} what */
export const must = (holds, what) => {
  if (!holds) throw new Error(`This does not hold: ${what}.`);
};

/**
 * @param {string} method
 * @param {string} url
 * @param {string} key
 * @param {object} [body]
 */
const json = async (method, url, key, body) => {
  const answer = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': url.includes('/scim/') ? 'application/scim+json' : 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  must(answer.ok, `${method} ${url} answers 2xx, not ${answer.status}`);
  /** @type {{ id: string, token: string, totalResults: number }} those of them that it has */
  const found = JSON.parse((await answer.text()) || '{}');
  return found;
};

/**
 * A tenant, a token, a user, read back by id and, through Kafka and the directory, from a list.
 * @param {string} publicUrl
 * @param {string} operatorKey
 */
export const oneRound = async (publicUrl, operatorKey) => {
  const tenant = await json('POST', `${publicUrl}/admin/v1/tenants`, operatorKey, {
    name: 'Images',
    profile: 'strict',
  });
  const { token } = await json(
    'POST',
    `${publicUrl}/admin/v1/tenants/${tenant.id}/tokens`,
    operatorKey,
    { label: 'images', expiresInDays: 1 },
  );
  const users = `${publicUrl}/scim/v2/Users`;
  const user = await json('POST', users, token, {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: 'ada@example.com',
    displayName: 'Ada',
    active: true,
  });
  must((await json('GET', `${users}/${user.id}`, token)).id === user.id, 'a user is read back');
  const list = await json('GET', `${users}?filter=displayName%20sw%20%22A%22`, token);
  must(list.totalResults === 1, 'the directory lists the user');
};

/** The page of the console, and each script and style that it names. @param {string} url */
export const consoleIn = async (url) => {
  const get = async (/** @type {string | URL} */ address) => {
    const answer = await fetch(address);
    const type = answer.headers.get('content-type') ?? '';
    must(answer.ok, `${String(address)} is there, not ${answer.status}`);
    return { type, text: await answer.text() };
  };
  const page = await get(url);
  must(page.type.startsWith('text/html'), `${url} is a page, not ${page.type}`);
  const parts = [...page.text.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)];
  must(parts.length > 0, `${url} names a script`);
  for (const [, part = ''] of parts) {
    const { type } = await get(new URL(part, `${url}/`));
    must(/javascript|css/.test(type), `${part} is a script or a style, not ${type}`);
  }
};
