import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { onEnding } from '../engines/ending.mjs';
import { root } from '../engines/engines.mjs';
import { stopAll } from '../engines/managed.mjs';
import { sleep } from '../engines/run.mjs';
import { refuse, typed } from '../options.mjs';
import { scimOf } from './changes.mjs';
import { codeOf, PAGES } from './log-in-pages.mjs';
import { ownStack } from './own-stack.mjs';

const HELP = `npm run conformance -- logins [options]

Runs the code of docs/login.md next to a directory: users who may log in and who may not, a wrong
key, a directory that hangs, gateways that are away so that answers become old, and a directory that
is away. What a language needs is installed into .local; one whose tools are missing is left out.

  --only NAME     ${Object.keys(PAGES).join(', ')}`;

/** The maximum age in the code of the document. */
const MOST_SECONDS = 10;
/** One that never answers is a fault, too. */
const LIMIT_MS = 60_000;

/**
 * Code that was built.
 * @typedef {{ name: string, dir: string, command: readonly [string, ...string[]] }} Built
 * @typedef {{ tenant: string, userName: string }} Question
 */

/** @param {string} name @returns {Promise<Built | undefined>} */
const built = async (name) => {
  const page = PAGES[name];
  if (!page) return refuse(`There is no page ${name}`, HELP);
  const missing = page.needs.find(([, tool, ...args]) => spawnSync(tool, args).status !== 0);
  if (missing) {
    console.log(`${name} was not run: ${missing[0]} is not on this machine.`);
    return undefined;
  }
  const dir = path.join(root, '.local', 'log-in-pages', name);
  fs.mkdirSync(dir, { recursive: true });
  const document = fs.readFileSync(path.join(root, 'docs/login.md'), 'utf8');
  fs.writeFileSync(path.join(dir, page.file), page.above + codeOf(document, page));
  for (const source of page.sources)
    fs.copyFileSync(path.join(root, 'tools/conformance/logins', source), path.join(dir, source));
  await page.build(dir);
  return { name, dir, command: page.command(dir) };
};

/**
 * What the code says to each question.
 * @param {Built} page
 * @param {{ directory: string, key: string }} where
 * @param {readonly Question[]} questions
 * @returns {Promise<unknown[]>}
 */
const answersOf = ({ dir, command: [tool, ...args] }, { directory, key }, questions) =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, ROLLCALL_DIRECTORY: directory, ROLLCALL_KEY: key };
    const child = spawn(tool, args, { cwd: dir, env, timeout: LIMIT_MS });
    let out = '';
    let error = '';
    child.stdout.on('data', (/** @type {Buffer} */ text) => (out += text.toString()));
    child.stderr.on('data', (/** @type {Buffer} */ text) => (error += text.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) return reject(new Error(`it ended with ${code}: ${out}${error}`));
      return resolve(
        out
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
      );
    });
    child.stdin.end(questions.map((one) => `${JSON.stringify(one)}\n`).join(''));
  });

/** @param {() => Promise<boolean>} holds */
const until = async (holds) => {
  for (const end = Date.now() + LIMIT_MS; !(await holds()); await sleep(250))
    if (Date.now() > end) throw new Error(`not within ${LIMIT_MS / 1000} s`);
};

const TENANT = 'log-ins';
const ACTIVE = ['ann@acme.test', 'b/c?d#e%f+ü@acme.test'];
const INACTIVE = 'left@acme.test';
const NAMES = [...ACTIVE, 'ANN@Acme.Test', INACTIVE, 'nobody@acme.test'];
const QUESTIONS = [
  ...NAMES.map((userName) => ({ tenant: TENANT, userName })),
  { tenant: 'another', userName: 'ann@acme.test' },
];
const RIGHT = [true, true, true, false, false, false];
const NOBODY = RIGHT.map(() => false);

/** @param {readonly Built[]} pages @returns {Promise<string[]>} the faults, as sentences */
const asked = async (pages) => {
  const stack = await ownStack();
  /** @type {string[]} */
  const faults = [];
  const { directory, gateway } = stack.services;
  const where = { directory: new URL(stack.directory).origin, key: stack.directoryKey };
  /** @param {string} when @param {readonly boolean[]} wanted */
  const all = async (when, wanted, key = where.key) => {
    for (const page of pages) {
      const answers = await answersOf(page, { ...where, key }, QUESTIONS).catch(String);
      if (!isDeepStrictEqual(answers, wanted))
        faults.push(`${page.name}, ${when}: ${JSON.stringify(answers)} for ${wanted}`);
    }
    console.log(`${when}: ${faults.length} faults`);
  };
  /** @param {string} userName @returns {Promise<Record<string, unknown>>} */
  const login = async (userName) => {
    const headers = { authorization: `Bearer ${where.key}` };
    const address = `${stack.directory}/tenants/${TENANT}/logins/${userName}`;
    const response = await fetch(address, { headers });
    const answer = /** @type {Record<string, unknown>} */ (await response.json());
    return { status: response.status, ...answer };
  };
  try {
    const scim = scimOf(stack.base, await stack.tenant(TENANT, 'full'));
    for (const userName of [...ACTIVE, INACTIVE])
      await scim('POST', '/Users', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        userName,
        active: userName !== INACTIVE,
      });
    await until(async () => (await login(INACTIVE)).reason === 'inactive');
    await all('everything runs', RIGHT);
    await all('the key is wrong', NOBODY, 'a key that is unknown');
    process.kill(directory.pid, 'SIGSTOP');
    await all('the directory hangs', NOBODY);
    process.kill(directory.pid, 'SIGCONT');
    await all('the directory goes on', RIGHT);
    await gateway.kill9();
    await until(async () => {
      const { status, mayLogIn, provenCurrentSecondsAgo: age } = await login('ann@acme.test');
      return status === 200 && mayLogIn === true && Number(age) > MOST_SECONDS;
    });
    await all('answers are too old', NOBODY);
    await directory.kill9();
    await all('the directory is away', NOBODY);
  } finally {
    await stack.stop();
  }
  return faults;
};

/** The exit code. @param {string[]} args @returns {Promise<number>} */
export const logins = async (args) => {
  const { values } = typed(HELP, { only: { type: 'string' } }, { args });
  onEnding(() => void stopAll().then(() => process.exit(1)));
  const names = values.only === undefined ? Object.keys(PAGES) : [values.only];
  /** @type {Built[]} */
  const pages = [];
  for (const name of names) {
    const page = await built(name);
    if (page) pages.push(page);
  }
  const faults = pages.length === 0 ? [] : await asked(pages);
  for (const one of faults) console.error(one);
  if (faults.length === 0) console.log(`${pages.map(({ name }) => name).join(', ')}: right`);
  return faults.length === 0 ? 0 : 1;
};
