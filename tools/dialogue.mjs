// npm run dialogue: recorded conversations of identity providers, replayed.
import fs from 'node:fs';
import { adminOf } from './stack/admin.mjs';
import { dialoguesOf, providers, replay } from './dialogue/replay.mjs';
import { provisionPeople } from './dialogue/people.mjs';
import { WAYS } from './dialogue/ways.mjs';
import { refuse, typed } from './options.mjs';

const RUN_FILE = new URL('../.local/run.json', import.meta.url);

const HELP = `Holds the recorded conversation of an identity provider with a SCIM server.

  npm run dialogue                       lists the providers
  npm run dialogue okta                  with a strict tenant of a running npm start, made for it
  npm run dialogue okta -- --profile full   with a full one
  npm run dialogue all                   every provider, one after the other
  npm run dialogue entra -- --by federation --people 1000
                                         proves itself by ${Object.keys(WAYS).join(', ')}
  npm run dialogue okta -- --base https://scim.example.com/scim/v2 --token rc_…

Recorded are: ${providers().join(', ')}.`;

/**
 * @typedef {{ base: string, token: string }} Where
 * @typedef {import('./dialogue/replay.mjs').Dialogue} Dialogue
 *
 * @param {string} sentence
 * @returns {never}
 */
const fail = (sentence) => {
  console.error(sentence);
  process.exit(1);
};

/** What npm start wrote. @returns {{ adminBaseUrl: string, scimBaseUrl: string, operatorKey: string }} */
const started = () => {
  try {
    return JSON.parse(fs.readFileSync(RUN_FILE, 'utf8'));
  } catch {
    return fail(
      'No stack is running here (.local/run.json is not there). Run npm start, or give --base and --token.',
    );
  }
};

/**
 * Where a dialogue is held: a new tenant of the stack on this machine, as an identity provider
 * finds it, unless the command line names one.
 * @param {Partial<Where> & { profile: string }} options
 * @returns {(dialogue: Dialogue) => Promise<Where>}
 */
const whereTo = ({ base, token, profile }) => {
  if (base && token) return async () => ({ base, token });
  if (base || token) fail('Give --base and --token together, or neither.');
  return async (dialogue) => {
    const { base: own, credential } = await newTenant(`Dialogue ${dialogue.name}`, profile);
    const access = await credential.token();
    credential.stop();
    return { base: own, token: access };
  };
};

/** A tenant of the stack on this machine, with the one credential that the provider knows. @param {string} name @param {string} [profile] */
const newTenant = async (name, profile = 'strict') => {
  const { adminBaseUrl, operatorKey, scimBaseUrl } = started();
  const admin = adminOf(adminBaseUrl, operatorKey);
  const { id } = (await admin('POST', '/tenants', { name, profile })).body;
  const place = { admin, tenantId: String(id), scimBaseUrl };
  return { base: scimBaseUrl, credential: await WAYS[way](place) };
};

const indented = (/** @type {string} */ text) => text.replace(/^/gm, '      ');
const shown = (/** @type {unknown} */ body) =>
  typeof body === 'string' ? body : JSON.stringify(body, null, 2);
const SECRET = /^authorization$/i;
/** @param {Readonly<Record<string, string | undefined>>} [headers] */
const headersOf = (headers = {}) =>
  Object.entries(headers).map(([name, value]) => `${name}: ${SECRET.test(name) ? '…' : value}`);

/** @param {import('./dialogue/replay.mjs').Played} played */
const show = ({ name, request, answer, wrong }) => {
  console.log(`  ${wrong.length === 0 ? '✓' : '✗'} ${name}`);
  if (wrong.length === 0) return;
  for (const sentence of wrong) console.log(`      ${sentence}`);
  const sent = [`${request.method} ${request.path}`, ...headersOf(request.headers)];
  const got = [`${answer.status}`, ...headersOf(answer.headers)];
  console.log(indented(`\n→ ${sent.join('\n  ')}`));
  if (request.body !== undefined) console.log(indented(shown(request.body)));
  console.log(indented(`\n← ${got.join('\n  ')}`));
  if (answer.body !== undefined) console.log(indented(shown(answer.body)));
};

const { values, positionals } = typed(
  HELP,
  {
    base: { type: 'string' },
    token: { type: 'string' },
    profile: { type: 'string', default: 'strict' },
    by: { type: 'string', default: 'token' },
    people: { type: 'string', default: '0' },
  },
  { words: true },
);
if (positionals.length === 0) {
  console.log(HELP);
  process.exit(0);
}
const names = positionals.includes('all') ? providers() : positionals;
const strangers = names.filter((name) => !providers().includes(name));
if (strangers.length > 0) refuse(`There is no dialogue ${strangers.join(', ')}`, HELP);

const { by, people } = values;
if (!Object.hasOwn(WAYS, by)) refuse(`--by is one of ${Object.keys(WAYS).join(', ')}`, HELP);
const way = /** @type {keyof typeof WAYS} */ (by);
if (!/^\d{1,6}$/.test(people)) refuse('--people is a number', HELP);
if (values.base && (way !== 'token' || people !== '0'))
  refuse('--by and --people need a tenant of npm start: leave --base out', HELP);
const where = whereTo(values);
let failed = 0;
/** @param {Dialogue} dialogue */
const isOfProfile = ({ profiles }) => profiles.some((one) => one === values.profile);
const held = names.flatMap(dialoguesOf).filter(isOfProfile);
for (const dialogue of held) {
  console.log(`\n${dialogue.name}`);
  const played = await replay(dialogue, { ...(await where(dialogue)), onStep: show });
  const left = dialogue.steps.length - played.length;
  if (played.some(({ wrong }) => wrong.length > 0)) failed += 1;
  if (left > 0) console.log(`  (${left} later steps were not played)`);
}
if (Number(people) > 0) {
  console.log(`\n${people} people by ${way}`);
  const { base, credential } = await newTenant(`Dialogue of ${people} people`);
  const say = (/** @type {string} */ text) => console.log(`  ${text}`);
  const wrong = await provisionPeople(credential, { base, people: Number(people), say });
  credential.stop();
  for (const sentence of wrong) console.log(`      ${sentence}`);
  if (wrong.length > 0) failed += 1;
}
console.log(failed === 0 ? '\nAll as recorded.' : `\n${failed} dialogues went another way.`);
process.exit(failed === 0 ? 0 : 1);
