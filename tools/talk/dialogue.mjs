import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { at, wrongs } from './matching.mjs';
import { speak } from './speak.mjs';
import { fill, freshVariables } from './variables.mjs';

export const folder = fileURLToPath(new URL('../../apps/e2e/dialogues', import.meta.url));

/** Names of the providers whose dialogues are recorded. */
export const providers = () =>
  fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

/** What refuses a broad mapping or knows no groups is strict's; what ends in -full is full's. */
const profilesOf = (file) => {
  if (file.endsWith('-full.json')) return ['full'];
  return /mapping-too-broad|-strict\.json$/.test(file) ? ['strict'] : ['strict', 'full'];
};

/** The dialogues of one provider: `[{ name, profiles, steps }]`. Throws on an unknown provider. */
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

const remember = (variables, capture = {}, answer) => {
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

const answerTo = (request, where) =>
  speak(request, where).catch((reason) => ({
    status: 0,
    headers: {},
    text: '',
    body: undefined,
    failure: reason instanceof Error ? reason.message : String(reason),
  }));

/**
 * Replays one dialogue. Calls `onStep({ name, request, answer, wrong })` for each step and ends at
 * the first that goes wrong, because later ones build on it. Resolves to the steps played.
 */
export const replay = async ({ steps }, { base, token, onStep = () => undefined }) => {
  const variables = freshVariables();
  const played = [];
  for (const step of steps) {
    const request = fill(step.request, variables);
    const answer = await answerTo(request, { base, token });
    const wrong = answer.failure
      ? [`no answer: ${answer.failure}`]
      : wrongs(fill(step.expect, variables), answer);
    if (wrong.length === 0) wrong.push(...remember(variables, step.capture, answer));
    const told = { name: step.name, request, answer, wrong };
    played.push(told);
    onStep(told);
    if (wrong.length > 0) break;
  }
  return played;
};
