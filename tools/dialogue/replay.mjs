import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { at, wrongs } from './matching.mjs';
import { speak } from './speak.mjs';
import { fill, freshVariables } from './variables.mjs';

/**
 * @typedef {object} StepRequest
 * @property {string} method
 * @property {string} path
 * @property {Readonly<Record<string, string>>} [headers]
 * @property {unknown} [body]
 *
 * @typedef {object} Expected
 * @property {number | readonly number[]} status
 * @property {Readonly<Record<string, string>>} [headers]
 * @property {unknown} [body]
 * @property {readonly string[]} [absent]
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {StepRequest} request
 * @property {Expected} expect
 * @property {Readonly<Record<string, string>>} [capture]
 *
 * @typedef {object} Answer
 * @property {number} status 0 when there was none
 * @property {Readonly<Record<string, string | undefined>>} headers
 * @property {string} text
 * @property {unknown} body
 * @property {string} [failure]
 *
 * @typedef {object} Played
 * @property {string} name
 * @property {StepRequest} request
 * @property {Answer} answer
 * @property {readonly string[]} wrong sentences; empty when the answer was as expected
 *
 * @typedef {object} Dialogue
 * @property {string} name
 * @property {readonly ('strict' | 'full')[]} profiles tenants of which profiles it can be held with
 * @property {readonly Step[]} steps
 */

export const folder = fileURLToPath(new URL('../../apps/e2e/dialogues', import.meta.url));

/** Names of the providers whose dialogues are recorded. */
export const providers = () =>
  fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

/**
 * What refuses a broad mapping or knows no groups is strict's; what ends in -full is full's.
 * @param {string} file
 * @returns {Dialogue['profiles']}
 */
const profilesOf = (file) => {
  if (file.endsWith('-full.json')) return ['full'];
  return /mapping-too-broad|-strict\.json$/.test(file) ? ['strict'] : ['strict', 'full'];
};

/**
 * The dialogues of one provider. Throws on an unknown provider.
 * @param {string} provider
 * @returns {Dialogue[]}
 */
export const dialoguesOf = (provider) => {
  if (!providers().includes(provider))
    throw new Error(`There is no dialogue "${provider}". Recorded are: ${providers().join(', ')}.`);
  return fs
    .readdirSync(path.join(folder, provider))
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      name: `${provider}/${file.replace(/\.json$/, '')}`,
      profiles: profilesOf(file),
      steps: JSON.parse(fs.readFileSync(path.join(folder, provider, file), 'utf8')),
    }));
};

/**
 * @param {Record<string, unknown>} variables
 * @param {Step['capture']} capture
 * @param {Answer} answer
 */
const remember = (variables, capture = {}, answer) => {
  /** @type {string[]} */
  const wrong = [];
  for (const [name, from] of Object.entries(capture)) {
    const value = from.startsWith('headers.')
      ? answer.headers[from.slice('headers.'.length).toLowerCase()]
      : at(answer.body, from);
    if (value === undefined || value === null || value === '')
      wrong.push(`${from} should be there, to be remembered as {{${name}}}`);
    else variables[name] = value;
  }
  return wrong;
};

/**
 * @param {StepRequest} request
 * @param {{ base: string, token: string }} where
 * @returns {Promise<Answer>}
 */
const answerTo = (request, where) =>
  speak(request, where).catch((/** @type {unknown} */ reason) => ({
    status: 0,
    headers: {},
    text: '',
    body: undefined,
    failure: reason instanceof Error ? reason.message : String(reason),
  }));

/**
 * Replays one dialogue. Calls `onStep({ name, request, answer, wrong })` for each step and ends at
 * the first that goes wrong, because later ones build on it. Resolves to the steps played.
 * @param {Pick<Dialogue, 'steps'>} dialogue
 * @param {{ base: string, token: string, onStep?: (played: Played) => void }} where
 */
export const replay = async ({ steps }, { base, token, onStep = () => undefined }) => {
  /** @type {Record<string, unknown>} */
  const variables = freshVariables();
  /** @type {Played[]} */
  const played = [];
  for (const step of steps) {
    const request = fill(step.request, variables);
    const answer = await answerTo(request, { base, token });
    const wrong = answer.failure
      ? [`no answer: ${answer.failure}`]
      : wrongs(fill(step.expect, variables), answer);
    if (wrong.length === 0) wrong.push(...remember(variables, step.capture, answer));
    const result = { name: step.name, request, answer, wrong };
    played.push(result);
    onStep(result);
    if (wrong.length > 0) break;
  }
  return played;
};
