import fs from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { root } from '../engines/engines.mjs';
import { run } from '../engines/run.mjs';

/**
 * What an example prints: a line of JSON.
 * @typedef {{ userId: string, login: string, mayLogIn: boolean }} Seat
 * @typedef {{ position: number, epoch: string, handled: number, seats: Seat[] }} TenantState
 * @typedef {{ tenants: Record<string, TenantState>, holds: object[] }} Printed
 */

const LIMIT_MS = 300_000;
const folder = path.join(root, 'libs/contracts/recorded');

/**
 * What an example prints with these arguments.
 * @param {import('./languages.mjs').Example} example
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Printed[]>}
 */
export const printed = async ({ source, command: [tool, ...first] }, args, env = {}) => {
  const schemas = path.join(root, 'libs/contracts/schemas');
  const out = await run(tool, [...first, ...args], {
    cwd: source,
    // One that never ends is a fault, too.
    timeout: LIMIT_MS,
    env: { ...process.env, SCHEMAS: schemas, ...env },
  });
  return out
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
};

/** @param {Printed} actual @param {string} name @returns {string[]} */
const faultsOf = (actual, name) => {
  const { tenants, holds } = JSON.parse(fs.readFileSync(path.join(folder, `${name}.json`), 'utf8'));
  /** @type {string[]} */
  const faults = [];
  for (const state of Object.values(tenants)) delete state.groups;
  for (const hold of holds) delete hold.ends;
  for (const [tenant, { handled, ...state }] of Object.entries(actual.tenants)) {
    if (handled !== state.position)
      faults.push(`${name}: ${tenant} processed ${handled} events for ${state.position} positions`);
    if (!isDeepStrictEqual(state, tenants[tenant]))
      faults.push(
        `${name}: ${tenant} is ${JSON.stringify(state)} instead of ${JSON.stringify(tenants[tenant])}`,
      );
  }
  for (const tenant of Object.keys(tenants))
    if (!(tenant in actual.tenants)) faults.push(`${name}: ${tenant} is missing`);
  if (!isDeepStrictEqual(actual.holds, holds))
    faults.push(
      `${name}: held ${JSON.stringify(actual.holds)} instead of ${JSON.stringify(holds)}`,
    );
  return faults;
};

/**
 * Every recorded topic through an example; the faults, as sentences.
 * @param {import('./languages.mjs').Example} example
 */
export const recorded = async (example) => {
  const names = fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.ndjson'))
    .map((file) => file.replace('.ndjson', ''));
  const files = names.map((name) => path.join(folder, `${name}.ndjson`));
  const all = await printed(example, ['--recorded', ...files]);
  return {
    topics: names.length,
    faults: names.flatMap((name, index) => {
      const one = all[index];
      return one ? faultsOf(one, name) : [`${name}: nothing was printed`];
    }),
  };
};
