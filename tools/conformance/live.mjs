import fs from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { root } from '../engines/engines.mjs';
import { ManagedProcess } from '../engines/managed.mjs';
import { sleep } from '../engines/run.mjs';
import { change, listed, scimOf } from './changes.mjs';
import { ownStack } from './own-stack.mjs';
import { printed } from './recorded.mjs';

const TENANTS = ['subscribed-one', 'subscribed-two', 'subscribed-three'];
/** Writers in one tenant, each with people of its own. */
const WRITERS = 4;
const LIMIT_MS = 300_000;

/** @param {string} what @param {() => Promise<boolean> | boolean} holds */
const until = async (what, holds) => {
  for (const end = Date.now() + LIMIT_MS; !(await holds()); await sleep(250))
    if (Date.now() > end) throw new Error(`${what}: not within ${LIMIT_MS / 1000} s`);
};

/**
 * Two members of a group that share a table.
 * @param {import('./languages.mjs').Example} example
 * @param {{ dir: string, brokers: string }} stack
 */
const membersOf = (example, { dir, brokers }) => {
  const { name, source } = example;
  const [tool, ...args] = example.command;
  const database = path.join(dir, `${name}.db`);
  const env = {
    ...process.env,
    SCHEMAS: path.join(root, 'libs/contracts/schemas'),
    KAFKA_BROKERS: brokers,
    GROUP_ID: `rollcall-subscriber-${name}`,
    DATABASE: database,
  };
  const log = (/** @type {string} */ member) => path.join(dir, `${name}-${member}.log`);
  const member = (/** @type {string} */ which) =>
    new ManagedProcess({
      name: `${name}-${which}`,
      command: tool,
      args,
      options: { cwd: source, env },
      ready: async () => fs.existsSync(database),
      log: log(which),
    });
  const state = async () => (await printed(example, ['--print'], env))[0]?.tenants ?? {};
  const said = () =>
    ['a', 'b'].map((which) => fs.readFileSync(log(which), 'utf8').slice(-1_000)).join('\n');
  return { name, a: member('a'), b: member('b'), state, said };
};

/**
 * Changes through SCIM while consumers are killed and started again; the faults, as sentences.
 * @param {readonly import('./languages.mjs').Example[]} examples
 * @param {number} changes
 */
export const live = async (examples, changes) => {
  const stack = await ownStack();
  const subscribers = examples.map((example) => membersOf(example, stack));
  try {
    const tenants = await Promise.all(
      TENANTS.map(async (id) => ({ id, scim: scimOf(stack.base, await stack.tenant(id, 'full')) })),
    );
    await Promise.all(subscribers.map(({ a }) => a.start()));
    await Promise.all(subscribers.map(({ b }) => b.start()));
    let made = 0;
    const each = Math.ceil(changes / TENANTS.length / WRITERS / 2);
    const half = each * TENANTS.length * WRITERS;
    const write = (/** @type {number} */ from) =>
      Promise.all(
        tenants.flatMap(({ scim }, tenant) =>
          Array.from({ length: WRITERS }, (_, writer) =>
            change(scim, from + tenant * WRITERS + writer, each, () => (made += 1)),
          ),
        ),
      );
    const killing = Promise.all(subscribers.map((one) => killed(one, () => made / half)));
    await Promise.all([write(1), killing]);
    await write(101);
    const wanted = await Promise.all(
      tenants.map(async ({ id, scim }) => ({ id, ...(await listed(scim)) })),
    );
    const events = wanted.reduce((sum, { position }) => sum + position, 0);
    console.log(`${made} changes made ${events} events`);
    /** @type {string[]} */
    const faults = [];
    for (const one of subscribers) faults.push(...(await faultsOf(one, wanted)));
    return faults;
  } finally {
    await Promise.all(subscribers.flatMap(({ a, b }) => [a.stop(), b.stop()]));
    await stack.stop();
  }
};

/**
 * Each member is killed once in the middle, and started again while the other one reads.
 * @param {ReturnType<typeof membersOf>} subscriber
 * @param {() => number} progress from 0 to 1
 */
const killed = async ({ name, a, b, state }, progress) => {
  await until(`${name} reads`, async () => Object.keys(await state()).length > 0);
  await until('a third is written', () => progress() > 1 / 3);
  await a.kill9();
  await sleep(1_000);
  await a.start();
  await until('two thirds are written', () => progress() > 2 / 3);
  await b.kill9();
  await sleep(1_000);
  await b.start();
};

/**
 * @param {ReturnType<typeof membersOf>} subscriber
 * @param {readonly { id: string, position: number, seats: import('./recorded.mjs').Seat[] }[]} wanted
 */
const faultsOf = async ({ name, state, said }, wanted) => {
  const started = Date.now();
  let states = await state();
  const isThere = () => wanted.every(({ id, position }) => (states[id]?.position ?? 0) >= position);
  await until(`${name} has read everything`, async () => {
    states = await state();
    return isThere();
  }).catch((/** @type {Error} */ reason) =>
    console.log(`${name}: ${reason.message}; it said:\n${said()}`),
  );
  const faults = wanted.flatMap(({ id, position, seats }) => {
    const has = states[id];
    if (has?.position !== position) return [`${name}: ${id} is at ${has?.position} of ${position}`];
    /** @type {string[]} */
    const wrong = [];
    if (has.handled !== position)
      wrong.push(`${name}: ${id} processed ${has.handled} events for ${position} positions`);
    if (!isDeepStrictEqual(has.seats, seats)) wrong.push(`${name}: ${id} differs from SCIM's list`);
    return wrong;
  });
  const rows = wanted.reduce((sum, { seats }) => sum + seats.length, 0);
  if (faults.length === 0)
    console.log(
      `${name}: equals SCIM's list of ${rows} users, no gap, no double, ${Date.now() - started} ms after the last change`,
    );
  return faults;
};
