import { onEnding } from '../engines/ending.mjs';
import { stopAll } from '../engines/managed.mjs';
import { refuse, typed } from '../options.mjs';
import { built, LANGUAGES } from './languages.mjs';
import { live } from './live.mjs';
import { recorded } from './recorded.mjs';

const HELP = `npm run conformance -- subscribers [options]

Builds the subscribers of examples/ in other languages, and runs the recorded topics of
libs/contracts/recorded through each. Then two members of each read a real broker while people are
changed through SCIM; every member is killed with -9 and started again; at the end each table must
equal what SCIM lists, with every event processed once. What a language needs is installed into
.local; a language whose tools are missing is named and left out.

  --only NAME     ${Object.keys(LANGUAGES).join(', ')}
  --recorded      the recorded topics alone
  --changes N     through SCIM, 1500 by default`;

/** The exit code. @param {string[]} args @returns {Promise<number>} */
export const subscribers = async (args) => {
  const { values } = typed(
    HELP,
    {
      only: { type: 'string' },
      recorded: { type: 'boolean', default: false },
      changes: { type: 'string', default: '1500' },
    },
    { args },
  );
  const { only } = values;
  const changes = Number(values.changes);
  if (!Number.isSafeInteger(changes) || changes < 1)
    refuse('--changes is a whole number from 1', HELP);
  const chosen = Object.entries(LANGUAGES).filter(([name]) => only === undefined || name === only);
  if (chosen.length === 0) refuse(`There is no example ${only}`, HELP);
  onEnding(() => void stopAll().then(() => process.exit(1)));
  /** @type {import('./languages.mjs').Example[]} */
  const examples = [];
  /** @type {string[]} */
  const faults = [];
  for (const [name, language] of chosen) {
    const example = await built(name, language);
    if (typeof example === 'string') {
      console.log(example);
      continue;
    }
    examples.push(example);
    const { topics, faults: found } = await recorded(example);
    console.log(`${name}: ${topics} recorded topics, ${found.length} faults`);
    faults.push(...found);
  }
  if (!values.recorded && examples.length > 0) faults.push(...(await live(examples, changes)));
  for (const one of faults) console.error(one);
  return faults.length === 0 ? 0 : 1;
};
