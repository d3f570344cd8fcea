import { forEach, type Row, run, type Texts } from '@rollcall/testing';
import { checkGroupName, groupNameKeys } from '../names/group-name';
import { newestOf } from '../names/key';
import { checkUserName, mappedUserName, refusedIn, says, userNameKeys } from '../names/user-name';
import { HEAD, MARKS, marks, VALUES } from './inputs.fixture';

/** What is looked at by those before and behind it, or becomes more than it is. */
const NAMES: Texts = [
  ...VALUES,
  ['joiners between marks', (n) => run(n, '\u0634\u0651\u200c', 'a')],
  ['marks behind one joiner', (n) => `\u0634\u200c${run(n - 2, '\u0651')}`],
  ['katakana dots', (n) => run(n, '\u30fb')],
  ['digits of two kinds', (n) => run(n, '\u0660\u06f0')],
  ['letters of two directions', (n) => run(n, '\u05d0', 'a')],
  ['directions of many parts', (n) => run(n, '\u05d0.')],
  ['blanks', (n) => `a${run(n - 2, ' ')}a`],
  ['fullwidth letters', (n) => run(n, '\uff21')],
  ['halfwidth marks', (n) => `a${run(n / 2, '\uff9e\u0316')}${run(n / 2, '\uff9f')}`],
  ['forms of eighteen characters', (n) => run(n, '\ufdfa')],
  ['invisible characters', (n) => run(n, '\u200b', 'a')],
  ['composed and not', (n) => run(n, 'e\u0301')],
];

const said = (name: string) => {
  const refused = refusedIn(name);
  return refused && says(refused);
};

/** Names, at any length that a header or an address has room for. */
export const nameRows: readonly Row[] = [
  ...forEach('userNameKeys', HEAD, NAMES, userNameKeys),
  ...forEach('groupNameKeys', HEAD, NAMES, groupNameKeys),
  ...forEach('mappedUserName', HEAD, NAMES, mappedUserName),
  ...forEach('refusedIn', HEAD, NAMES, refusedIn),
  ...forEach('says', HEAD, NAMES, said),
  ...forEach('checkUserName', HEAD, NAMES, (name) => checkUserName(name)),
  ...forEach('checkGroupName', HEAD, NAMES, (name) => checkGroupName(name)),
  ...forEach('newestOf', MARKS, [['marks', marks]], (name) => newestOf(userNameKeys(name))),
];
