import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { COMMANDS } from '../../../docker/commands.mjs';
import { root } from './rendered.mjs';

const all = Object.entries(COMMANDS).flatMap(([app, commands]) =>
  Object.entries(commands).map(([name, [file]]) => /** @type {const} */ ([app, name, file])),
);
/** @param {string} app @param {string} command */
const isKnown = (app, command) => all.some(([of, name]) => of === app && name === command);

/** @param {string} app @param {string[]} words */
const run = (app, ...words) => {
  const env = { PATH: process.env.PATH, APP: app };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'docker/run.mjs'), ...words],
    { env, encoding: 'utf8', timeout: 60_000 },
  );
  return { status, stdout, stderr };
};

/** What a build makes for operators to start: a file of an app that does something when it is run. */
const scripts = (/** @type {string} */ app) =>
  fs
    .readdirSync(path.join(root, `apps/${app}/src`))
    .filter((name) => name.endsWith('.ts') && !/\.(spec|contract|fixture)\.ts$/.test(name))
    .filter((name) => {
      const text = fs.readFileSync(path.join(root, `apps/${app}/src/${name}`), 'utf8');
      return /process\.exitCode = |process\.exit\(|^void run\(/m.test(text);
    })
    .map((name) => `apps/${app}/dist/${name.replace(/ts$/, 'js')}`);

const pages = [
  'docs',
  'docs/runbooks',
  'k8s/rollcall',
  '.',
  ...Object.keys(COMMANDS).map((app) => `apps/${app}`),
].flatMap((folder) =>
  fs
    .readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name)),
);
/** @type {Readonly<Record<string, string>>} */
const DEPLOYED = {
  gateway: 'scim-gateway',
  directory: 'user-directory',
  tokens: 'token-service',
  delivery: 'event-delivery',
};

/** `kubectl exec … deploy/rollcall-x -- … node …`, over the lines of a shell block; the words after. */
const examples = pages.flatMap((page) => {
  const text = fs.readFileSync(path.join(root, page), 'utf8').replaceAll(/\\\n\s*/g, '');
  return [...text.matchAll(/deploy\/rollcall-(\w+) -- (?:env (?:[A-Z_]+=\S+ )+)?(.*)/g)].map(
    ([, service = '', words = '']) =>
      /** @type {const} */ ([page, DEPLOYED[service] ?? service, words]),
  );
});
const jobs = pages.flatMap((page) => {
  const text = fs.readFileSync(path.join(root, page), 'utf8');
  return [...text.matchAll(/\bjob (gateway|directory|tokens|delivery) ([\w-]+)/g)].map(
    ([, service = '', name = '']) =>
      /** @type {const} */ ([page, DEPLOYED[service] ?? service, name]),
  );
});

describe('the commands of an image', () => {
  it.each(all)('%s %s is in the build', (_, __, file) =>
    expect(fs.existsSync(path.join(root, file))).toBe(true),
  );

  it.each(Object.keys(COMMANDS))('of %s are all that its build makes', (app) => {
    const files = all.filter(([of]) => of === app).map(([, , file]) => file);
    expect(scripts(app).filter((one) => !files.includes(one))).toEqual([]);
  });

  it.each(Object.keys(COMMANDS))('%s lists in help', (app) => {
    const { status, stdout } = run(app, 'help');
    expect(status).toBe(0);
    for (const [of, name] of all) if (of === app) expect(stdout).toContain(`  ${name} `);
    expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  it.each(['mayn', 'toString', 'move-credentials'])('scim-gateway knows no %s', (command) => {
    const { status, stdout, stderr } = run('scim-gateway', command);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^scim-gateway knows no "[-\w]+"\. It knows: main, [^\n]+\n$/);
  });

  it.each([
    ['scim-gateway', 'drop-topic', 'DROP_GENERATION'],
    ['token-service', 'move-credentials', 'NEXT_CREDENTIALS_GENERATION'],
    ['user-directory', 'rebuild', 'GATEWAY_INTERNAL_URL'],
  ])('%s starts %s, which says what it lacks', (app, command, variable) => {
    const { status, stderr } = run(app, command);
    expect(status).toBe(1);
    expect(stderr).toContain(variable);
  });

  it('hand their words on', () => {
    const { status, stdout } = run('scim-gateway', 'rollcall', 'tenant', 'create', '--help');
    expect([status, stdout.includes('--profile')]).toEqual([0, true]);
  });

  it('are in the documents', () => {
    const running = fs.readFileSync(path.join(root, 'docs/running.md'), 'utf8');
    for (const [, name] of all) expect(running).toContain(`\`${name}\``);
    expect(examples.length).toBeGreaterThan(5);
    expect(jobs.length).toBeGreaterThan(1);
  });

  it.each(examples)('%s calls one of %s: %s', (_, app, words) => {
    const [, name = ''] = /^node \/app\/docker\/run\.mjs ([\w-]+)/.exec(words) ?? [];
    expect(name === 'help' || isKnown(app, name)).toBe(true);
  });

  it.each(jobs)('%s makes a Job of %s: %s', (_, app, name) =>
    expect(isKnown(app, name)).toBe(true),
  );

  it('are not called by their files in the documents', () => {
    const direct = pages.filter((page) =>
      /\/app\/apps\/|\/app\/docker\/(?!run\.mjs)/.test(
        fs.readFileSync(path.join(root, page), 'utf8'),
      ),
    );
    expect(direct).toEqual([]);
  });
});
