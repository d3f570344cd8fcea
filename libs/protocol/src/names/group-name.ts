/**
 * What displayNames of groups are compared by: as Nickname of RFC 8266 §2.4, with compatibility forms
 * and blanks made one. Names of groups have signs and emoji: nothing that can be seen is refused, and
 * what cannot be seen makes no other name.
 */
import { wrongValue } from '../errors';
import { foldCase, isStreamSafe } from '../case-fold';
import { verdictOf } from './characters';
import { keysBy, type NameKeys } from './key';
import { isPlain, widthMapped } from './user-name';

const FILLERS: ReadonlySet<number> = new Set([0x115f, 0x1160]);
const BREAKS = /[\t\n\v\f\r\x85]/;

const seen = (one: string): string => {
  const codePoint = one.codePointAt(0) as number;
  const verdict = verdictOf(codePoint);
  if (verdict === 'S' || BREAKS.test(one)) return ' ';
  return 'CIJN'.includes(verdict || '-') || FILLERS.has(codePoint) ? '' : one;
};

/** What an index holds in any script: one compatibility form may stand for eighteen characters. */
const MOST = 800;

/** Empty text for one that costs its square to compose: it is no value that is ever stored. */
const mapped = (former: string): string => {
  if (!isStreamSafe(widthMapped(former))) return '';
  const visible = Array.from(former.normalize('NFKC'), seen).join('');
  return foldCase(foldCase(visible).normalize('NFKC')).replace(/ {2,}/g, ' ').trim();
};

/** What a group is found by; a name that cannot be compared so as the former folding had it. */
export const groupNameKeys = (name: string): NameKeys => {
  if (isPlain(name)) return [{ value: name.toLowerCase(), folding: 2 }];
  const former = foldCase(name);
  const now = mapped(former);
  return keysBy(former, now === '' || now.length > MOST ? undefined : now);
};

/** Throws invalidValue for a name that cannot be compared, unless the group was called so. */
export const checkGroupName = (name: string, former?: string): void => {
  const [key] = groupNameKeys(name);
  if (key.folding === 2 || groupNameKeys(name).length > 1 || name === former) return;
  throw wrongValue(
    'displayName',
    '"displayName" has no character that can be seen, or is too long when its characters are written out. Send a name that people can read.',
  );
};
